"""The pages that links in Smoall's letters lead to. Looking changes nothing: a scanner of mail uses no link up."""
