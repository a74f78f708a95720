"use strict";
// Who is signed in on this page. The token lives in sessionStorage: it goes with the browser's tab, and with signing out.

const Session = (() => {
  const KEY = "smoall:token";
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const part = (id) => document.getElementById(id);
  const arrived = []; // what to do with the first look around of a session

  const WHO = `query Who {
    viewer { user { name email } organisation { name } }
    companies(first: 1, where: { isArchived: false }) { nodes { id } }
    drafts: invoices(first: 1, where: { state: { in: [DRAFT] } }) { nodes { id state } }
    open: invoices(first: 1, where: { state: { in: [ISSUED, PARTIALLY_PAID] } }) { nodes { id state } }
  }`;
  const SIGN_IN = `mutation SignIn($input: SignInInput!) {
    signIn(input: $input) { __typename ... on SignInPayload { session { token } } ... on Problem { code message } }
  }`;

  const token = () => sessionStorage.getItem(KEY);
  const header = () => (token() ? { Authorization: `Bearer ${token()}` } : {});

  async function ask(query, variables) {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...header() },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  function say(text) {
    part("notice").textContent = text;
  }

  function show(viewer) {
    part("sign-in").hidden = Boolean(viewer);
    part("who").hidden = !viewer;
    if (!viewer) return;
    const words = viewer.user.name.split(/\s+/);
    part("person").textContent = viewer.user.name;
    part("organisation").textContent = viewer.organisation.name;
    part("initials").textContent = [words[0], words.length > 1 ? words[words.length - 1] : ""].map((w) => w[0] || "").join("");
    part("who").title = viewer.user.email;
  }

  async function look() {
    if (!token()) return show(null);
    const answer = await ask(WHO);
    if (!answer.data) return over(answer.errors[0].extensions.code === "UNAUTHENTICATED" ? "The session is over." : answer.errors[0].message);
    say("");
    show(answer.data.viewer);
    arrived.forEach((tell) => tell(answer.data));
  }

  function over(text) {
    sessionStorage.removeItem(KEY);
    show(null);
    say(text || "");
  }

  async function adopt(fresh) {
    sessionStorage.setItem(KEY, fresh);
    await look();
  }

  async function signIn(email, password, code) {
    say("Signing in…");
    const answer = await ask(SIGN_IN, { input: { email, password, code: code || null } });
    const result = answer.data && answer.data.signIn;
    if (!result) return say(answer.errors[0].message);
    if (!result.session) {
      if (result.code === "SECOND_FACTOR_REQUIRED") {
        part("code-field").hidden = false;
        part("code").focus();
      }
      return say(result.message);
    }
    part("code-field").hidden = true;
    part("password").value = part("code").value = "";
    await adopt(result.session.token);
  }

  async function signOut() {
    await ask("mutation SignOut { signOut { __typename } }");
    over("Signed out.");
  }

  const told = (act) => (event) => {
    event.preventDefault();
    act().catch(() => say("The server does not answer."));
  };

  function start() {
    part("sign-in").addEventListener("submit", told(() => signIn(part("email").value, part("password").value, part("code").value)));
    part("sign-out").addEventListener("click", told(signOut));
    if (settings.demo) {
      part("demo").hidden = false;
      part("demo").title = `${settings.demo.email} · ${settings.demo.password}`;
      part("demo").addEventListener("click", told(() => signIn(settings.demo.email, settings.demo.password)));
    }
    return look().catch(() => say("The server does not answer."));
  }

  return { settings, token, header, adopt, over, ask, start, arrived };
})();
