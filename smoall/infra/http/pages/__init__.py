"""The few pages that Smoall shows a person itself: signing in, letting an application act, links of letters."""
