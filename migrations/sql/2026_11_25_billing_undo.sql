DROP TABLE embedded_payment, trial_use, provider_charge, subscription_document, checkout, collection, subscription_invoice,
    subscription;
