"""The GraphQL API: types, mutations, limits, and the endpoint that plans or executes."""
