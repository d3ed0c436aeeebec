// Which language is shown, before the page is painted. Without this file both are, Japanese first.
(function () {
  var asked = /[?&#]lang=(ja|en)/.exec(location.search + location.hash);
  var kept = null;
  try { kept = localStorage.getItem("language"); } catch (error) { kept = null; } // storage is closed to some pages of files
  var language = asked ? asked[1] : kept === "en" ? "en" : "ja";
  document.documentElement.lang = language;
  document.documentElement.classList.add("one-language");
})();
