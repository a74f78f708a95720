"""Every stand-in that ``smoall sandbox`` starts, in the order of their ports."""

from smoall.sandbox.kit import StandIn
from smoall.sandbox.mailchimp import MailchimpStandIn
from smoall.sandbox.mailgun import MailgunStandIn
from smoall.sandbox.stripe.app import StripeStandIn

STAND_INS: tuple[type[StandIn], ...] = (StripeStandIn, MailgunStandIn, MailchimpStandIn)
