// Stands in the document of trouble-document.ts: asks for the page's head, ever more rarely, and opens the page when
// that is no failure.
(() => {
  const longestSeconds = 60;
  let seconds = Number(document.currentScript?.dataset.seconds);

  /** Readers who were refused at the same moment do not come back at the same one. */
  const rest = () => setTimeout(look, seconds * (0.8 + 0.4 * Math.random()) * 1000);

  async function look() {
    let status = 503;
    try {
      // A redirect has status 0 here: the page is back and leads elsewhere.
      const options = { method: "HEAD", redirect: "manual", cache: "no-store" };
      ({ status } = await fetch(location.href, options));
    } catch {
      // The site itself does not answer.
    }
    if (status < 500) return location.reload();
    seconds = Math.max(seconds, Math.min(longestSeconds, seconds * 1.6));
    const time = new Date().toLocaleTimeString("en-GB");
    const tried = document.getElementById("tried");
    if (tried) tried.textContent = `Tried at ${time}; next in ${Math.round(seconds)} seconds or so.`;
    rest();
  }

  // Without a script nothing was kept.
  document.getElementById("kept")?.removeAttribute("hidden");
  // The link's own address is without the fragment.
  document.getElementById("again")?.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  rest();
})();
