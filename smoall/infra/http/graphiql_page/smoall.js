"use strict";
// Mounts the editor: the steps as tabs and as a guide, the session's token on every request.

(() => {
  const e = React.createElement;
  const storage = sessionStorage; // queries and variables may hold what nobody else should find here later

  for (const [key, first] of [["docExplorerFlex", "0.29"], ["visiblePlugin", "The main job"]]) {
    if (storage.getItem(`graphiql:${key}`) === null) storage.setItem(`graphiql:${key}`, first);
  }

  const live = graphqlWs.createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    connectionParams: () => Session.header(),
    retryAttempts: 0,
  });
  const plain = GraphiQL.createFetcher({ url: "/graphql", wsClient: live, enableIncrementalDelivery: false });

  async function fetcher(parameters, options = {}) {
    const headers = { ...Session.header(), ...options.headers };
    const answer = await plain(parameters, { ...options, headers });
    if (answer && typeof answer === "object" && "data" in answer) Steps.learn(parameters.operationName, answer);
    if (answer && answer.errors && Session.token() && answer.errors[0].extensions?.code === "UNAUTHENTICATED") {
      Session.over("The session is over: sign in again.");
    }
    return answer;
  }

  function useWatch(watchers) {
    const [, again] = React.useReducer((count) => count + 1, 0);
    React.useEffect(() => {
      watchers.push(again);
      return () => watchers.splice(watchers.indexOf(again), 1);
    }, []);
  }

  function open(editor, step) {
    const place = editor.tabs.findIndex((tab) => tab.title === step.name);
    if (place >= 0) return editor.changeTab(place);
    editor.addTab();
    setTimeout(() => {
      editor.queryEditor.setValue(step.query);
      editor.variableEditor.setValue(Steps.filled(step));
    });
  }

  function Guide() {
    const editor = GraphiQL.React.useEditorContext({ nonNull: true });
    useWatch(Steps.watchers);
    const current = editor.tabs[editor.activeTabIndex];
    const row = (step, number, offset) =>
      e(
        "li",
        { key: step.name },
        e(
          "button",
          {
            type: "button",
            className: current && current.title === step.name ? "step current" : "step",
            onClick: () => open(editor, step),
          },
          e("span", { className: Steps.done.has(step.name) ? "mark done" : "mark" }, Steps.done.has(step.name) ? "✓" : number + offset || "i"),
          e("span", { className: "words" }, e("strong", null, step.name), e("small", null, step.title)),
        ),
      );
    const [main, others] = Steps.parts;
    return e(
      "section",
      { className: "guide", "aria-label": "The guide" },
      e("h2", null, main.name),
      e("p", null, "From registering to the audit trail. Run the steps in order: each fills in what the next one needs."),
      e("ol", null, main.steps.map((step, number) => row(step, number, 0))),
      e("h2", null, others.name),
      e("p", null, "Who may do what, and what Smoall itself costs. Each step works by itself once you are signed in."),
      e("ol", null, others.steps.map((step, number) => row(step, number, 1))),
    );
  }

  function Filling() {
    // Lives inside the editor: keeps the variables of the open step up to date, and its tab in sight.
    const editor = GraphiQL.React.useEditorContext({ nonNull: true });
    useWatch(Steps.watchers);
    const tab = editor.tabs[editor.activeTabIndex];
    const title = tab && tab.title;
    React.useEffect(() => {
      if (!editor.variableEditor || !title) return;
      const text = Steps.variables(title, editor.variableEditor.getValue());
      if (text !== undefined) editor.variableEditor.setValue(text);
    });
    React.useEffect(() => {
      const shown = document.querySelector(".graphiql-tab-active");
      if (shown) shown.scrollIntoView({ block: "nearest", inline: "center" });
    }, [title]);
    return null;
  }

  function loosen(schema) {
    // The editor of variables takes a default of false for no default and marks the field as missing.
    for (const type of Object.values(schema ? schema.getTypeMap() : {})) {
      if (!(type instanceof GraphiQL.GraphQL.GraphQLInputObjectType)) continue;
      for (const field of Object.values(type.getFields())) {
        if (field.defaultValue === false && field.type.ofType) field.type = field.type.ofType;
      }
    }
  }

  const icon = () =>
    e(
      "svg",
      { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", strokeWidth: 1.6, strokeLinecap: "round" },
      e("path", { d: "M9 6h11M9 12h11M9 18h11" }),
      e("path", { d: "M3.5 6l1 1 1.8-2M3.5 12l1 1 1.8-2M3.5 18l1 1 1.8-2", strokeLinejoin: "round" }),
    );
  const guide = { title: "The main job", icon, content: () => e(Guide) };

  function App({ tabs }) {
    const [query, setQuery] = React.useState(undefined);
    const explorer = GraphiQLPluginExplorer.useExplorerPlugin({ query, onEdit: setQuery, showAttribution: false });
    return e(
      GraphiQL,
      {
        fetcher,
        storage,
        query,
        onEditQuery: setQuery,
        onSchemaChange: loosen,
        plugins: React.useMemo(() => [guide, explorer], [explorer]),
        defaultTabs: tabs,
        defaultEditorToolsVisibility: "variables",
        shouldPersistHeaders: false,
      },
      e(GraphiQL.Logo, null, e(Filling)),
    );
  }

  function mount() {
    const tabs = Steps.parts[0].steps.map((step) => ({ query: step.query, variables: Steps.filled(step) || undefined }));
    ReactDOM.render(e(App, { tabs }), document.getElementById("editor"));
  }

  Steps.start()
    .catch(() => undefined)
    .then(mount)
    .then(() => Session.start());
})();
