// PostGraphile 5 with its amber preset, on the same tables, as the superuser: no row security, no session. RLS=1 makes it
// set role and organisation for each request, as it would have to in production.
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgService } from "postgraphile/adaptors/pg";

const organisation = (header) => `01930000-0000-7000-8000-${Number(header.slice(17)).toString(16).padStart(12, "0")}`;
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.env.BENCH_ADMIN_URL, schemas: ["public"], poolConfig: { max: 8 } })],
  schema: { dontSwallowErrors: true, pgForbidSetofFunctionsToReturnNull: true },
  grafast: {
    context: process.env.RLS ? (request) => ({
      pgSettings: { role: "smoall_app", "app.organisation": organisation(request.node?.req.headers.authorization ?? "Bearer smo_bench_0") },
    }) : undefined,
  },
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
};
const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(process.argv[2]), "127.0.0.1");
