// Puts Lotte into the corner of a foreign page:  <script src="https://lotte.example/widget.js" defer></script>
// Optional: data-sprache="tr". The page's host has to be allowed in LOTTE_WIDGET_ORIGINS. No cookie, no other host.
{
  const { src, dataset } = document.currentScript;
  const base = new URL(src).origin;
  import(`${base}/static/${RELEASE}/lotte-chat.js`).then(() => {
    const lotte = document.createElement("lotte-chat");
    lotte.setAttribute("launcher", "");
    lotte.setAttribute("base", base);
    if (dataset.sprache) lotte.setAttribute("sprache", dataset.sprache);
    document.body.append(lotte);
  });
}
