/* Search as a Japanese reader expects it: what is printed is found, however it is typed.
 *
 * Both the texts and the query are folded by the same rules, then compared as plain strings: no word list, no
 * segmentation that could cut 「サイバー攻撃」 at the wrong place. Used by the worker and by the search page.
 */
(function (scope) {
  "use strict"

  var INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g
  /* What is written or left out at will: spaces, hyphens and dashes, long vowel marks, middle dots, quotation marks. */
  var OPTIONAL = /[\s\-\u2010-\u2015\u2212\u30fc\uff70\u301c~\u30fb"'\u2018-\u201f\u300c-\u300f]+/g
  /* What stands between the words of a query. A comma within a number does not. */
  var BETWEEN = /[\s、。]+|,(?!\d)/
  var DATE = /(^|\D)(\d{4})\s*[年/.\-]\s*(\d{1,2})(?:\s*[月/.\-]\s*(\d{1,2})(?!\d)\s*日?|\s*月|(?![\d年月日]))/g
  var SMALL = "ァィゥェォッャュョヮヵヶ"
  var LARGE = "アイウエオツヤユヨワカケ"
  var SNIPPET = 90
  var ALTERNATIVES = 24

  function date(all, before, year, month, day) {
    if (month < 1 || month > 12 || day > 31) return all
    return before + year + "年" + Number(month) + "月" + (day ? Number(day) + "日" : "")
  }

  function katakana(character) {
    return String.fromCharCode(character.charCodeAt(0) + 0x60)
  }

  /* Fold a text: width, case, kana, small kana, dates, thousands separators, and what is written at will. */
  function fold(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(INVISIBLE, "")
      .replace(DATE, date)
      .replace(/0(\d[月日])/g, "$1")
      .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
      .replace(/[\u3041-\u3096]/g, katakana)
      .replace(/ヴ[ァィェォ]/g, function (pair) { return "バビベボ"["ァィェォ".indexOf(pair[1])] })
      .replace(/ヴ/g, "ブ")
      .replace(/[ァィゥェォッャュョヮヵヶ]/g, function (kana) { return LARGE[SMALL.indexOf(kana)] })
      .replace(/ヂ/g, "ジ")
      .replace(/ヅ/g, "ズ")
      .replace(/([a-z])\/(?=[a-z])/g, "$1")
      .replace(OPTIONAL, "")
  }

  /* ---- The query ---- */

  /* 令和8年 and 2026年 are the same year; texts keep what is printed, the query tries both. */
  function eras(term) {
    var western = term.replace(/令和(\d{1,2}|元)年/g, function (_, n) { return 2018 + (n === "元" ? 1 : Number(n)) + "年" })
    var japanese = term.replace(/(20[1-9]\d)年/g, function (all, year) {
      return year > 2019 ? "令和" + (year - 2018) + "年" : all
    })
    return [term, western, japanese]
  }

  /* 8/19 alone is a day of any year. */
  function days(term) {
    var match = /^(\d{1,2})\/(\d{1,2})$/.exec(term)
    return match && match[1] <= 12 && match[2] <= 31 ? [term, Number(match[1]) + "月" + Number(match[2]) + "日"] : [term]
  }

  function unique(list) {
    return list.filter(function (one, position) { return one && list.indexOf(one) === position })
  }

  function prepared(synonyms) {
    var also = {}
    Object.keys(synonyms.also || {}).forEach(function (word) { also[fold(word)] = synonyms.also[word].map(fold) })
    return { same: (synonyms.same || []).map(function (group) { return unique(group.map(fold)) }), also: also }
  }

  /* All spellings of one folded term: each word of a group may stand for each other, also inside a longer word. */
  function spellings(term, synonyms) {
    var found = [term]
    synonyms.same.forEach(function (group) {
      found.slice().forEach(function (form) {
        group.forEach(function (word) {
          if (form.indexOf(word) < 0) return
          group.forEach(function (other) { found.push(form.split(word).join(other)) })
        })
      })
      found = unique(found).slice(0, ALTERNATIVES)
    })
    found.slice().forEach(function (form) { found = found.concat(synonyms.also[form] || []) })
    return unique(found).slice(0, ALTERNATIVES)
  }

  /* Split a query into terms (all of them must be found), each with its alternatives (one of them is enough). */
  function parse(query, synonyms) {
    return query.normalize("NFKC").split(BETWEEN).map(function (word) {
      var forms = []
      days(word).forEach(function (day) { forms = forms.concat(eras(day)) })
      var folded = unique(forms.map(fold))
      var all = []
      folded.forEach(function (form) { all = all.concat(spellings(form, synonyms)) })
      return unique(all)
    }).filter(function (term) { return term.length })
  }

  /* ---- Finding ---- */

  /* A date begins where its number begins: the first of January is not in the first of November. */
  function position(text, form, from) {
    var dated = /^\d+[年月日]/.test(form)
    var at = text.indexOf(form, from || 0)
    while (dated && at > 0 && /\d/.test(text[at - 1])) at = text.indexOf(form, at + 1)
    return at
  }

  function includes(text, term) {
    return term.some(function (form) { return position(text, form) >= 0 })
  }

  /* 「2026年11月号」 is on no entry, but on the issue which it is in. */
  function inIssue(issue, term) {
    return term.some(function (form) { return /\d月号$/.test(form) && position(issue, form) >= 0 })
  }

  function Index(synonyms) {
    this.synonyms = prepared(synonyms || {})
    this.rows = []
  }

  Index.prototype.add = function (rows) {
    this.rows = this.rows.concat(rows.map(function (row, order) {
      var issue = row.u.slice(0, 4) + "年" + Number(row.u.slice(5, 7)) + "月号"
      return { row: row, order: order, title: fold(row.t), body: fold((row.b || "") + "\n" + (row.x || "")), issue: issue }
    }))
  }

  /* Find the rows with every term: those with more terms in the title first, then the newest. */
  Index.prototype.search = function (query, accept) {
    var terms = parse(query, this.synonyms)
    var hits = []
    this.rows.forEach(function (entry) {
      if (accept && !accept(entry.row)) return
      var inTitle = 0
      var all = terms.every(function (term) {
        var title = includes(entry.title, term)
        if (title) inTitle += 1
        return title || includes(entry.body, term) || inIssue(entry.issue, term)
      })
      if (all) hits.push({ row: entry.row, order: entry.order, inTitle: inTitle })
    })
    hits.sort(function (a, b) {
      var newer = a.row.u.slice(0, 7) < b.row.u.slice(0, 7) ? 1 : a.row.u.slice(0, 7) > b.row.u.slice(0, 7) ? -1 : 0
      return b.inTitle - a.inTitle || newer || (a.row.d < b.row.d ? 1 : a.row.d > b.row.d ? -1 : a.order - b.order)
    })
    return { terms: terms, hits: hits }
  }

  /* ---- Showing ---- */

  /* Where a place of the folded text lies in the printed one: the shortest beginning that folds to more than it. */
  function unfold(text, place) {
    var low = 0
    var high = text.length
    while (low < high) {
      var middle = (low + high) >> 1
      if (fold(text.slice(0, middle + 1)).length > place) high = middle
      else low = middle + 1
    }
    return low
  }

  /* The places of all terms in a printed text, as [from, to), in order and without overlap. */
  function places(text, terms) {
    var folded = fold(text)
    var found = []
    terms.forEach(function (term) {
      term.forEach(function (form) {
        for (var at = position(folded, form); at >= 0; at = position(folded, form, at + form.length)) {
          found.push([unfold(text, at), unfold(text, at + form.length - 1) + 1])
        }
      })
    })
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1] })
    return found.filter(function (place, i) {
      return found.slice(0, i).every(function (earlier) { return earlier[1] <= place[0] })
    })
  }

  /* Cut a text into parts, those with a term marked. */
  function marked(text, terms) {
    var parts = []
    var from = 0
    places(text, terms).forEach(function (place) {
      if (place[0] > from) parts.push({ text: text.slice(from, place[0]), mark: false })
      parts.push({ text: text.slice(place[0], place[1]), mark: true })
      from = place[1]
    })
    if (from < text.length) parts.push({ text: text.slice(from), mark: false })
    return parts
  }

  /* The piece of a row's text around the first place of a term. */
  function snippet(row, terms) {
    var text = [row.b, row.x].filter(Boolean).join(" ").replace(/\s+/g, " ")
    var first = places(text, terms)[0]
    var start = first ? Math.max(0, first[0] - 30) : 0
    var cut = text.slice(start, start + SNIPPET)
    var parts = marked(cut, terms)
    if (start > 0) parts.unshift({ text: "…", mark: false })
    if (start + SNIPPET < text.length) parts.push({ text: "…", mark: false })
    return parts
  }

  /* ---- Loading ---- */

  function json(address) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(address + ": " + answer.status)
      return answer.json()
    })
  }

  /* Load all years, newest first; a year that cannot be loaded is named in `missing`, the others are searched. */
  function load(folder) {
    return json(new URL("years.json", folder)).then(function (header) {
      var index = new Index(header.synonyms)
      var missing = []
      var loading = header.years.map(function (year) {
        return json(new URL(year + ".json", folder)).catch(function () { missing.push(year); return [] })
      })
      return Promise.all(loading).then(function (years) {
        years.forEach(function (rows) { index.add(rows) })
        return { index: index, header: header, missing: missing }
      })
    })
  }

  scope.KawarabanSearch = { fold: fold, parse: parse, prepared: prepared, Index: Index, marked: marked, snippet: snippet, load: load }
})(self)
