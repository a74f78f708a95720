"""Routes that are not GraphQL: health, metrics, downloads, GraphiQL."""
