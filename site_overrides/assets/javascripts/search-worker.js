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
  var SHOWN = 100 // results with a snippet of their own; nobody scrolls further in a small box
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

  function group(hit, number, terms, header) {
    var row = hit.row
    var near = number < SHOWN
    var page = row.u.split("#")[0]
    var month = page.slice(0, 4) + "年" + Number(page.slice(5, 7)) + "月号"
    var words = {}
    if (near) {
      search.marked(row.t + "\n" + (row.b || ""), terms).forEach(function (part) { if (part.mark) words[part.text] = true })
    }
    return [
      { location: page, title: month + " " + escape(header.sections[row.s] || ""), text: "", score: 0, terms: {} },
      {
        location: row.u,
        title: near ? markup(search.marked(row.t, terms)) : escape(row.t),
        text: escape(row.d.split("-").map(Number).join("/")) + " " + (near ? markup(search.snippet(row, terms)) : ""),
        score: 1 + hit.inTitle,
        terms: words
      }
    ]
  }

  function answer(query) {
    if (!query.trim()) return Promise.resolve([])
    return load().then(function (data) {
      var result = data.index.search(query)
      if (!result.terms.length) return []
      return result.hits.map(function (hit, number) { return group(hit, number, result.terms, data.header) })
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
