"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const list = byId("list");
  const card = byId("card");
  const places = new Map();
  const items = new Map();
  for (const item of list.children) items.set(item.dataset.c, item);
  for (const part of byId("article").querySelectorAll("[data-c]")) {
    const parts = places.get(part.dataset.c);
    if (parts) parts.push(part);
    else places.set(part.dataset.c, [part]);
  }

  // One claim at a time is lit, in the article and in the list.
  let lit = null;
  function light(id) {
    if (id === lit) return;
    for (const state of [false, true]) {
      for (const part of places.get(lit) || []) part.classList.toggle("on", state);
      const item = items.get(lit);
      if (item) item.classList.toggle("on", state);
      if (!state) lit = id;
    }
  }

  function line(parent, name, words) {
    const p = document.createElement("p");
    p.className = name;
    p.textContent = words;
    parent.append(p);
  }

  function show(part) {
    const item = items.get(part.dataset.c);
    if (!item) return;
    card.replaceChildren(item.querySelector(".head").cloneNode(true));
    line(card, "meta", item.querySelector(".meta").textContent);
    line(card, "meta", item.querySelector(".sure").textContent);
    for (const reason of item.querySelectorAll(".why li")) line(card, "meta", reason.textContent);
    for (const link of item.querySelectorAll(".link")) card.append(link.cloneNode(true));
    card.className = item.className;
    card.classList.remove("claim", "inner", "on", "open");
    card.hidden = false;
    const box = part.getClientRects()[0] || part.getBoundingClientRect();
    const below = box.bottom + 8 + card.offsetHeight < window.innerHeight;
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = Math.max(8, left) + "px";
    card.style.top = Math.max(8, below ? box.bottom + 8 : box.top - card.offsetHeight - 8) + "px";
  }

  function leave() {
    card.hidden = true;
    light(null);
  }

  const article = byId("article");
  const partOf = (event) => event.target.closest("[data-c]");
  function enter(event) {
    const part = partOf(event);
    if (!part || part.classList.contains("off")) return leave();
    light(part.dataset.c);
    show(part);
    if (part.matches(".ref")) part.setAttribute("aria-describedby", "card");
  }
  article.addEventListener("mouseover", enter);
  article.addEventListener("focusin", enter);
  article.addEventListener("mouseleave", leave);
  article.addEventListener("focusout", leave);
  article.addEventListener("click", function (event) {
    const part = partOf(event);
    if (part && !part.classList.contains("off") && !String(window.getSelection())) goToItem(event, part.dataset.c);
  });
  list.addEventListener("mouseover", function (event) {
    const item = partOf(event);
    light(item ? item.dataset.c : null);
  });
  list.addEventListener("mouseleave", leave);
  list.addEventListener("click", function (event) {
    const item = partOf(event);
    const link = event.target.closest("a");
    if (link && link.hash.startsWith("#c-")) goToItem(event, decodeURIComponent(link.hash.slice(3)));
    else if (item && !link && !event.target.closest("summary")) item.classList.toggle("open");
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") leave();
  });
  document.addEventListener("scroll", function () { card.hidden = true; }, { passive: true });
  window.addEventListener("hashchange", function () {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target) {
      target.focus({ preventScroll: true });
      light(target.dataset.c || null);
    }
  });

  // The list scrolls beside the article; following the link itself would move the article as well.
  function goToItem(event, id) {
    const item = items.get(id);
    if (!item) return;
    event.preventDefault();
    if (item.hidden) clear();
    history.pushState(null, "", "#c-" + encodeURIComponent(id));
    item.scrollIntoView({ block: "nearest" });
    item.focus({ preventScroll: true });
    light(id);
  }

  const filters = byId("filters");
  const speaker = byId("speaker");
  function clear() {
    filters.reset();
    filter();
  }
  function filter() {
    const types = new Set(new FormData(filters).getAll("type"));
    let count = 0;
    for (const [id, item] of items) {
      const fits = types.has(item.dataset.type) && (!speaker.value || speaker.value === item.dataset.speaker);
      count += fits;
      item.hidden = !fits;
      for (const part of places.get(id) || []) part.classList.toggle("off", !fits);
    }
    byId("shown").textContent = count === items.size ? "" : count + " of " + items.size;
  }
  filters.addEventListener("change", filter);
  document.addEventListener("click", function (event) {
    const link = event.target.closest('a[href^="#a-"]');
    if (link && items.get(decodeURIComponent(link.hash.slice(3)))?.hidden) clear();
  });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.hidden = items.size === 0;
  // A browser that goes back restores the choices, not what follows from them.
  window.addEventListener("pageshow", filter);

  const save = byId("save");
  save.hidden = false;
  save.addEventListener("click", function () {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([byId("report").textContent], { type: "application/json" }));
    link.download = save.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
})();
