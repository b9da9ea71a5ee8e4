/* The search page: the same search with filters, in an address that can be kept and passed on. */
(function () {
  "use strict"

  var form = document.querySelector("[data-kw-search]")
  if (!form) return
  var search = self.KawarabanSearch
  var status = document.querySelector(".kw-search__status")
  var list = document.querySelector(".kw-results")
  var more = document.querySelector(".kw-results__more")
  var root = new URL(form.dataset.kwRoot, location.href)
  var FACETS = { section: "s", cause: "c", industry: "i", year: "y" }
  var PAGE = 20
  var loaded = null
  var timer = 0

  function load() {
    if (!loaded) {
      status.textContent = "読み込んでいます…"
      loaded = search.load(new URL(form.dataset.kwSearch, location.href)).then(function (data) {
        fill(data)
        return data
      })
      loaded.catch(function () { loaded = null })
    }
    return loaded
  }

  function value(row, facet) {
    return facet === "year" ? row.u.slice(0, 4) : row[FACETS[facet]] || ""
  }

  function fill(data) {
    var names = { section: data.header.sections, cause: data.header.causes }
    Object.keys(FACETS).forEach(function (facet) {
      var counts = {}
      data.index.rows.forEach(function (entry) {
        var key = value(entry.row, facet)
        if (key) counts[key] = (counts[key] || 0) + 1
      })
      var keys = Object.keys(names[facet] || counts).filter(function (key) { return counts[key] })
      if (facet === "industry") keys.sort(function (a, b) { return counts[b] - counts[a] || (a < b ? -1 : 1) })
      if (facet === "year") keys.sort().reverse()
      keys.forEach(function (key) {
        var label = names[facet] ? names[facet][key] : facet === "year" ? key + "年" : key
        form.elements[facet].add(new Option(label + " (" + counts[key] + ")", key))
      })
    })
    restore()
  }

  function restore() {
    var wanted = new URL(location.href).searchParams
    form.elements.query.value = wanted.get("query") || ""
    Object.keys(FACETS).forEach(function (facet) { form.elements[facet].value = wanted.get(facet) || "" })
  }

  function remember() {
    var address = new URL(location.href)
    ;["query"].concat(Object.keys(FACETS)).forEach(function (name) {
      var wanted = form.elements[name].value.trim()
      if (wanted) address.searchParams.set(name, wanted)
      else address.searchParams.delete(name)
    })
    history.replaceState(history.state, "", address)
  }

  function element(name, className, parts) {
    var made = document.createElement(name)
    if (className) made.className = className
    ;[].concat(parts || []).forEach(function (part) {
      if (part instanceof Node) made.append(part)
      else if (part && part.mark) made.append(element("mark", "", part.text))
      else made.append(part && part.text !== undefined ? part.text : part)
    })
    return made
  }

  function result(hit, terms, header) {
    var row = hit.row
    var link = element("a", "kw-row__title", search.marked(row.t, terms))
    link.href = new URL(row.u, root)
    var day = element("time", "", row.d.split("-").map(Number).join("/"))
    day.dateTime = row.d
    var chips = [header.sections[row.s], row.c && header.causes[row.c], row.i].filter(Boolean).map(function (label) {
      return element("span", "kw-chip", label)
    })
    return element("li", "kw-row", [
      element("span", "kw-row__meta", [day].concat(chips)),
      link,
      element("p", "kw-results__text", search.snippet(row, terms))
    ])
  }

  function show(found, header, from) {
    found.hits.slice(from, from + PAGE).forEach(function (hit) { list.append(result(hit, found.terms, header)) })
    more.hidden = from + PAGE >= found.hits.length
    more.onclick = function () {
      var first = list.children.length
      show(found, header, first)
      list.children[first].querySelector("a").focus()
    }
  }

  function say(found, missing) {
    var count = found.hits.length
    var text = count ? count.toLocaleString("ja") + "件見つかりました。" : "見つかりませんでした。ことばを短くするか、条件を減らしてください。"
    status.textContent = missing.length ? text + missing.join("年、") + "年の記事は読み込めませんでした。" : text
  }

  function run() {
    remember()
    var filters = Object.keys(FACETS).filter(function (facet) { return form.elements[facet].value })
    var query = form.elements.query.value
    list.replaceChildren()
    more.hidden = true
    if (!query.trim() && !filters.length) {
      status.textContent = ""
      return
    }
    load().then(function (data) {
      var found = data.index.search(query, function (row) {
        return filters.every(function (facet) { return value(row, facet) === form.elements[facet].value })
      })
      if (query.trim() && !found.terms.length) found.hits = []
      list.replaceChildren()
      say(found, data.missing)
      show(found, data.header, 0)
    }).catch(function () {
      status.textContent = "記事を読み込めませんでした。通信の状態を確かめて、もう一度お試しください。"
    })
  }

  function later() {
    clearTimeout(timer)
    timer = setTimeout(run, 150)
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); run() })
  form.elements.query.addEventListener("input", later)
  form.addEventListener("change", function (event) { if (event.target.name !== "query") run() })
  /* Filters need the list of industries; somebody who came to this page is about to search. */
  load().then(run, run)
})()
