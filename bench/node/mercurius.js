// Mercurius with its just-in-time compiler, on the same tables. MODE=single: one statement for the whole answer;
// MODE=loaders: rows, with its batching loaders. No row security, no session: every advantage is its.
import Fastify from "fastify";
import mercurius from "mercurius";
import pg from "pg";

for (const oid of [1082, 1700]) pg.types.setTypeParser(oid, (text) => text); // dates and numerics as they are written
const pool = new pg.Pool({ connectionString: process.env.BENCH_ADMIN_URL, max: 8 });
const single = process.env.MODE === "single";

const schema = `
  type Query { invoice(id: ID!): Invoice  invoices(first: Int!, after: String, where: InvoiceWhere): Invoices!  salesByMonth: [MonthlySales!]! }
  input InvoiceWhere { state: Is }
  input Is { eq: String }
  type Money { amount: String! currency: String! }
  type Address { city: String! }
  type Company { id: ID! name: String! address: Address! }
  type Line { position: Int! description: String! quantity: String! unitPrice: Money! net: Money! }
  type Totals { net: Money! vat: Money! gross: Money! }
  type Invoice { id: ID! number: String state: String! issuedOn: String dueOn: String customer: Company! lines: [Line!]! totals: Totals! balance: Money! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Invoices { pageInfo: PageInfo! nodes: [Invoice!]! }
  type MonthlySales { month: String! state: String! count: Int! net: Money! vat: Money! gross: Money! balance: Money! }
`;

const money = (amount, currency) => `json_build_object('amount', ${amount}::text, 'currency', ${currency})`;
const whole = `select 'inv_' || replace(d.id::text, '-', '') as id, d.number, d.state, d.issued_on as "issuedOn", d.due_on as "dueOn",
  d.id as "rawId", d.listed_on as "listedOn",
  (select row_to_json(c) from (select 'cmp_' || replace(c.id::text, '-', '') as id, c.name, json_build_object('city', c.city) as address
     from company c where c.organisation_id = d.organisation_id and c.id = d.company_id) c) as customer,
  (select json_agg(l) from (select l.position, l.description, l.quantity::text, ${money("l.unit_price", "d.currency")} as "unitPrice",
     ${money("l.net", "d.currency")} as net from document_line l
     where l.organisation_id = d.organisation_id and l.document_id = d.id order by l.position) l) as lines,
  json_build_object('net', ${money("d.net", "d.currency")}, 'vat', ${money("d.vat", "d.currency")}, 'gross', ${money("d.gross", "d.currency")}) as totals,
  ${money("d.balance", "d.currency")} as balance from document d`;
const flat = "select d.* from document d";
const one = (single ? whole : flat) + " where d.organisation_id = $1 and d.kind = 'INVOICE' and d.id = $2";
const page = (single ? whole : flat) + ` where d.organisation_id = $1 and d.kind = 'INVOICE' and d.state = $2
  order by d.listed_on desc, d.id desc limit $3`;
const sums = `select to_char(issued_on, 'YYYY-MM') as month, state, currency, count(*)::int as count, sum(net) as net, sum(vat) as vat,
  sum(gross) as gross, sum(balance) as balance from document
  where organisation_id = $1 and kind = 'INVOICE' and issued_on is not null group by 1, 2, 3 order by 1, 2, 3`;

const run = async (name, text, values) => (await pool.query({ name, text, values })).rows;
const uuid = (id) => id.slice(4);
const plain = (id) => id.replaceAll("-", "");
const at = (amount, currency) => ({ amount, currency });
const shown = (row) => single ? row : {
  ...row, rawId: row.id, id: "inv_" + plain(row.id), issuedOn: row.issued_on, dueOn: row.due_on, listedOn: row.listed_on,
  totals: { net: at(row.net, row.currency), vat: at(row.vat, row.currency), gross: at(row.gross, row.currency) },
  balance: at(row.balance, row.currency),
};

const resolvers = {
  Query: {
    invoice: async (_, { id }, { organisation }) => {
      const rows = await run("one", one, [organisation, uuid(id)]);
      return rows.length ? shown(rows[0]) : null;
    },
    invoices: async (_, { first, where }, { organisation }) => {
      const rows = (await run("page", page, [organisation, where.state.eq, first + 1])).map(shown);
      const nodes = rows.slice(0, first), last = nodes.at(-1);
      const endCursor = last ? Buffer.from(["ISSUED_ON-,id-", last.listedOn, last.rawId].join("\x1f")).toString("base64") : null;
      return { pageInfo: { hasNextPage: rows.length > first, endCursor }, nodes };
    },
    salesByMonth: async (_, __, { organisation }) => (await run("sums", sums, [organisation])).map((row) => ({
      ...row, net: at(row.net), vat: at(row.vat), gross: at(row.gross), balance: at(row.balance),
    })),
  },
};

const loaders = single ? undefined : {
  Invoice: {
    async customer(queries, { organisation }) {
      const rows = await run("customers", "select id, name, city from company where organisation_id = $1 and id = any($2::uuid[])",
        [organisation, queries.map(({ obj }) => obj.company_id)]);
      const known = new Map(rows.map((row) => [row.id, { id: "cmp_" + plain(row.id), name: row.name, address: { city: row.city } }]));
      return queries.map(({ obj }) => known.get(obj.company_id));
    },
    async lines(queries, { organisation }) {
      const rows = await run("lines", `select document_id, position, description, quantity, unit_price, net from document_line
        where organisation_id = $1 and document_id = any($2::uuid[]) order by document_id, position`,
        [organisation, queries.map(({ obj }) => obj.rawId)]);
      const known = new Map(queries.map(({ obj }) => [obj.rawId, []]));
      for (const row of rows) known.get(row.document_id).push({ ...row, unitPrice: at(row.unit_price, "EUR"), net: at(row.net, "EUR") });
      return queries.map(({ obj }) => known.get(obj.rawId));
    },
  },
};

const app = Fastify();
app.register(mercurius, {
  schema, resolvers, loaders, jit: 1, graphiql: false,
  context: (request) => ({ organisation: request.headers.authorization
    ? `01930000-0000-7000-8000-${Number(request.headers.authorization.slice(17)).toString(16).padStart(12, "0")}` : null }),
});
await app.listen({ port: Number(process.argv[2]), host: "127.0.0.1" });
