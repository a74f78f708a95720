"use strict";
// The steps of the main job: their variables name what earlier answers brought, so that each step works as it stands.

const Steps = (() => {
  const all = Session.settings.steps;
  const parts = [...new Set(all.map((step) => step.part))].map((name) => ({
    name,
    steps: all.filter((step) => step.part === name),
  }));
  const demo = Session.settings.demo || {};
  const known = {
    today: new Date().toLocaleDateString("sv-SE"), // year-month-day, where the reader is
    email: demo.email,
    password: demo.password,
  };
  const done = new Set();
  const written = {}; // the variables as last filled in here, by step: what a person changed is left alone
  const watchers = [];

  const filled = (step) =>
    (written[step.name] = step.variables.replace(/‹(\w+)›/g, (sign, name) => known[name] || sign));
  const named = (name) => all.find((step) => step.name === name);

  function variables(name, current) {
    // What the variables of a step should read now; undefined to leave them.
    const step = named(name);
    if (!step || !step.variables) return undefined;
    if (current !== written[name]) return undefined;
    const text = filled(step);
    return text === current ? undefined : text;
  }

  function remember(invoice) {
    if (!invoice || !invoice.id || !invoice.state) return;
    if (invoice.state === "DRAFT") {
      known.draft = invoice.id;
      return;
    }
    known.issued = invoice.id;
    if (known.draft === invoice.id) delete known.draft;
  }

  function look(data) {
    const first = (list) => (list && list.nodes.length ? list.nodes[0] : undefined);
    if (first(data.companies)) known.company = first(data.companies).id;
    delete known.draft;
    delete known.issued;
    remember(first(data.drafts));
    remember(first(data.open));
    tell();
  }

  function learn(operation, answer) {
    // What an answer brings for the steps to come.
    if (!answer || !answer.data || answer.errors) return;
    let problem = false;
    for (const result of Object.values(answer.data)) {
      if (!result || typeof result !== "object") continue;
      problem = problem || /Problem$/.test(result.__typename || "");
      if (result.company && result.company.id) known.company = result.company.id;
      if (operation !== "CheckIssue") remember(result.invoice);
      if (result.session && result.session.token) Session.adopt(result.session.token);
    }
    if (named(operation) && !problem) done.add(operation);
    tell();
  }

  const tell = () => watchers.forEach((watch) => watch());

  async function start() {
    Session.arrived.push(look);
    const answer = await Session.ask("{ termsOfService { version } }");
    if (answer.data) known.terms = answer.data.termsOfService.version;
    tell();
  }

  return { all, parts, done, filled, variables, learn, start, watchers };
})();
