/* Answers the theme's search box in the theme's own words:
 * 0 setup -> 1 ready; 2 query -> 3 result (groups of documents, the first of each is its page).
 *
 * Nothing is loaded before the first word is typed. Titles and texts are put into the page as markup by the theme:
 * everything is escaped here.
 */
importScripts("search-core.js")

;(function () {
  "use strict"

  var SETUP = 0
  var READY = 1
  var QUERY = 2
  var RESULT = 3
  var SHOWN = 30 // results with a snippet of their own; nobody scrolls further in a small box
  var NONE = {}
  var search = self.KawarabanSearch
  var loaded = null
  var latest = 0

  function load() {
    if (!loaded) {
      loaded = search.load(new URL("../../search/", self.location.href))
      loaded.catch(function () { loaded = null }) // the next word tries again
    }
    return loaded
  }

  function escape(text) {
    return text.replace(/[&<>"']/g, function (character) { return "&#" + character.charCodeAt(0) + ";" })
  }

  function markup(parts) {
    return parts.map(function (part) {
      return part.mark ? "<mark>" + escape(part.text) + "</mark>" : escape(part.text)
    }).join("")
  }

  /* The page of a hit's issue; one object for all hits of a section there, which is sent once however often it stands. */
  function parent(row, header, parents) {
    var page = row.u.slice(0, 8) // "2026-11/"
    var key = page + row.s
    if (!parents[key]) {
      var month = page.slice(0, 4) + "年" + Number(page.slice(5, 7)) + "月号"
      parents[key] = { location: page, title: month + " " + escape(header.sections[row.s] || ""), text: "", score: 0, terms: NONE }
    }
    return parents[key]
  }

  function item(hit) {
    var row = hit.row
    var day = row.d.split("-").map(Number).join("/")
    return { location: row.u, title: escape(row.t), text: day, score: 1 + hit.inTitle, terms: NONE }
  }

  /* An item with its words marked, and a piece of its text. */
  function nearItem(hit, terms) {
    var row = hit.row
    var found = item(hit)
    var title = search.marked(row.t, terms)
    var snippet = search.snippet(row, terms)
    found.title = markup(title)
    found.text += " " + markup(snippet)
    found.terms = {}
    title.concat(snippet).forEach(function (part) { if (part.mark) found.terms[part.text] = true })
    return found
  }

  function answer(query) {
    if (!query.trim()) return Promise.resolve([])
    return load().then(function (data) {
      var result = data.index.search(query)
      if (!result.terms.length) return []
      var parents = {}
      return result.hits.map(function (hit, number) {
        return [parent(hit.row, data.header, parents), number < SHOWN ? nearItem(hit, result.terms) : item(hit)]
      })
    })
  }

  addEventListener("message", function (event) {
    if (event.data.type === SETUP) {
      postMessage({ type: READY })
    } else if (event.data.type === QUERY) {
      var mine = ++latest
      answer(event.data.data).catch(function () { return [] }).then(function (items) {
        if (mine === latest) postMessage({ type: RESULT, data: { items: items } })
      })
    }
  })
})()
