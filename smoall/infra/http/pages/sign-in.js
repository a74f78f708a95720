// Offers a passkey where the browser knows how, and sends what it signed with the form, like a password.
"use strict";

const form = document.querySelector("#passkey");
const problem = document.querySelector("#passkey-problem");

async function sign() {
  const answer = await fetch(form.dataset.start, { method: "POST" });
  if (!answer.ok) throw new Error(String(answer.status));
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await answer.json());
  const signed = await navigator.credentials.get({ publicKey });
  form.elements.credential.value = JSON.stringify(signed);
  form.requestSubmit(form.elements.act);
}

if (form && window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    problem.hidden = true;
    sign().catch(() => { problem.hidden = false; });
  });
}
