/* Comfort for readers whose browser runs scripts: without them every page still reads, links and prints. */
(function () {
  "use strict"

  function say(button, text) {
    var before = "リンクをコピー"
    button.textContent = text
    setTimeout(function () { button.textContent = before }, 2000)
  }

  /* リンクをコピー: the address of one entry, to be passed on inside the company. */
  function offerCopying(button) {
    if (!navigator.clipboard) return
    button.hidden = false
    button.addEventListener("click", function () {
      var address = new URL(button.dataset.kwCopy, location.href)
      address.search = ""
      navigator.clipboard.writeText(String(address)).then(
        function () { say(button, "コピーしました") },
        function () { say(button, "コピーできませんでした") }
      )
    })
  }

  /* The theme's search box listens to keys alone; a word that is pasted or comes out of a Japanese input method counts, too. */
  function listenToEveryInput(box) {
    box.addEventListener("input", function (event) {
      if (!event.isComposing) box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
    })
    box.addEventListener("compositionend", function () {
      box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
    })
  }

  /* 絞り込み: lists are whole without it; rows say in data- attributes what they are, a word is looked for in their text. */
  function offerFiltering(form) {
    var list = document.getElementById(form.dataset.kwFilter)
    var rows = [].slice.call(list.querySelectorAll("li"))
    var selects = [].slice.call(form.querySelectorAll("select"))

    function plain(text) { return text.normalize("NFKC").toLowerCase() }

    function fits(row, words) {
      var text = words.length ? plain(row.textContent) : ""
      return words.every(function (word) { return text.includes(word) }) && selects.every(function (select) {
        return !select.value || (row.dataset[select.name] || "").split(" ").includes(select.value)
      })
    }

    function filter() {
      var words = form.words ? plain(form.words.value).split(/\s+/).filter(Boolean) : []
      var left = rows.filter(function (row) { return !(row.hidden = !fits(row, words)) })
      list.querySelectorAll("section").forEach(function (section) {
        section.hidden = !section.querySelector("li:not([hidden])")
      })
      form.querySelector("[role=status]").textContent =
        left.length === rows.length ? "" : left.length ? left.length + "件を表示しています。" : "当てはまるものはありません。"
    }

    form.hidden = false
    form.addEventListener("input", filter)
    form.addEventListener("submit", function (event) { event.preventDefault(); filter() })
  }

  document.querySelectorAll("[data-kw-filter]").forEach(offerFiltering)
  document.querySelectorAll("[data-kw-copy]").forEach(offerCopying)
  document.querySelectorAll(".md-search__input").forEach(listenToEveryInput)
})()
