/// The page's script: sorts tables and filters lists.
///
/// Without it the page shows the same.
enum PageScript {
  /// What the policy admits; a test computes it anew.
  static let hash = "sha256-m8nghm6ppFk1wXvMUrfuZgcfGhMoapCYI70WD13B9Vk="

  /// Buttons and fields are made visible by the script, so that none is there without effect.
  static let source: HTML = #"""
    (() => {
      'use strict';
      const sortable = (table) => {
        const heads = [...table.tHead.rows[0].cells];
        const body = table.tBodies[0];
        const key = (row, column) => {
          const cell = row.cells[column];
          const value = cell.dataset.v;
          if (value === undefined) return cell.textContent.trim().toLowerCase();
          return value === '' ? -Infinity : Number(value);
        };
        heads.forEach((head, column) => {
          const button = document.createElement('button');
          button.type = 'button';
          button.append(...head.childNodes);
          head.append(button);
          button.addEventListener('click', () => {
            const isNumber = head.classList.contains('n');
            const now = head.getAttribute('aria-sort');
            const next = now === 'descending' || (!now && !isNumber) ? 'ascending' : 'descending';
            heads.forEach((other) => other.removeAttribute('aria-sort'));
            head.setAttribute('aria-sort', next);
            const sign = next === 'ascending' ? 1 : -1;
            const rows = [...body.rows].map((row) => [key(row, column), row]);
            rows.sort((a, b) => (a[0] < b[0] ? -sign : a[0] > b[0] ? sign : 0));
            body.append(...rows.map((pair) => pair[1]));
          });
        });
      };
      const filtered = (form) => {
        const list = document.getElementById(form.dataset.filter);
        const items = [...list.querySelectorAll('[data-item]')];
        const texts = items.map((item) => item.textContent.toLowerCase());
        const search = form.querySelector('input');
        const choice = form.querySelector('select');
        const result = form.querySelector('output');
        const apply = () => {
          const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
          let shown = 0;
          items.forEach((item, index) => {
            const fits = words.every((word) => texts[index].includes(word))
              && (!choice || !choice.value || item.dataset.item === choice.value);
            item.hidden = !fits;
            if (fits) shown += 1;
          });
          result.textContent = shown === items.length ? '' : shown + ' of ' + items.length + ' shown';
        };
        form.addEventListener('input', apply);
        form.addEventListener('submit', (event) => event.preventDefault());
        form.hidden = false;
      };
      document.querySelectorAll('table[data-sort]').forEach(sortable);
      document.querySelectorAll('form[data-filter]').forEach(filtered);
      let folded = [];
      addEventListener('beforeprint', () => {
        folded = [...document.querySelectorAll('details.print:not([open])')];
        folded.forEach((details) => { details.open = true; });
      });
      addEventListener('afterprint', () => folded.forEach((details) => { details.open = false; }));
    })();
    """#
}
