// Which language is shown, before the page is painted. Without this file all are, the main one first.
(function () {
  var known = document.documentElement.dataset.languages.split(" ");
  var asked = /[?&#]lang=([a-z-]+)/i.exec(location.search + location.hash);
  var kept = null;
  try { kept = localStorage.getItem("language"); } catch (error) { kept = null; } // storage is closed to some pages of files
  var language = [asked && asked[1], kept].find(function (each) { return known.includes(each); }) || known[0];
  document.documentElement.lang = language;
  document.documentElement.classList.add("one-language");
})();
