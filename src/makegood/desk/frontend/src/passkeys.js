// Passkeys and security keys: the browser's ceremony, posted as the form that the page brought.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

function asked(options) {
  const one = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) }
  if (one.user) one.user = { ...one.user, id: bytes(one.user.id) }
  for (const list of ["allowCredentials", "excludeCredentials"])
    if (one[list]) one[list] = one[list].map((known) => ({ ...known, id: bytes(known.id) }))
  return one
}

function told(credential) {
  const { response } = credential
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
  const said = Object.fromEntries(parts.filter((name) => response[name]).map((name) => [name, text(response[name])]))
  if (response.getTransports) said.transports = response.getTransports()
  return {
    type: credential.type, id: credential.id, rawId: text(credential.rawId), response: said,
    authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
  }
}

async function make(form) {
  const options = asked(JSON.parse(document.getElementById("passkey-options").textContent).creation_options)
  if (form.elements.passwordless?.checked)
    options.authenticatorSelection = { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" }
  return navigator.credentials.create({ publicKey: options })
}

async function use(form) {
  const given = document.getElementById("passkey-options")
  const options = given
    ? JSON.parse(given.textContent)
    : await (await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } })).json()
  return navigator.credentials.get({ publicKey: asked(options.request_options) })
}

export function startPasskeys() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return
      event.preventDefault()
      try {
        const credential = await (form.dataset.passkey === "make" ? make(form) : use(form))
        form.elements.credential.value = JSON.stringify(told(credential))
        form.submit()
      } catch (reason) {
        form.querySelector("[data-trouble]").hidden = false
        console.warn(reason)
      }
    })
  }
}
