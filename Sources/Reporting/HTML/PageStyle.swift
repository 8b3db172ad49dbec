/// The page's style sheet.
///
/// One accent, four colours of severity that never stand without their word, numerals of one width.
/// Each pair of text and ground has a contrast of at least 4.5 to 1.
enum PageStyle {
  /// What the policy admits; a test computes it anew.
  static let hash = "sha256-icyHTCHUJ08vreXK+8d5G4BdMXd5UIlP0meWnwBycqo="

  static let source: HTML = """
    :root {
      color-scheme: light dark;
      --ground: #fbfaf7; --card: #ffffff; --ink: #1c2026; --soft: #585e69; --line: #e3e0d8;
      --accent: #2c5b87; --critical: #9a1b33; --high: #9c3f09; --medium: #735600; --low: #4b5563;
      --calm: #2f6b4f; --wait: #b8741a; --shade: #f1efe9;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14161b; --card: #1b1e25; --ink: #e7e4dd; --soft: #a5aab5; --line: #30343d;
        --accent: #8db8e6; --critical: #ff8d9c; --high: #ffa765; --medium: #e2c365; --low: #b5bcc8;
        --calm: #8ccfae; --wait: #e0a050; --shade: #22262e;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
    body {
      margin: 0; background: var(--ground); color: var(--ink); font-size: 16px; line-height: 1.55;
      font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
    }
    .page { max-width: 1120px; margin: 0 auto; padding: 24px 28px 72px; }
    h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance; }
    h1 {
      font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, "DejaVu Serif",
        serif;
      font-size: clamp(24px, 3.4vw, 36px); font-weight: 500; margin: 4px 0 0; letter-spacing: -0.01em;
      max-width: 30em;
    }
    h2 { font-size: 21px; margin: 64px 0 4px; }
    h3 { font-size: 16px; margin: 0 0 8px; }
    p { margin: 6px 0; }
    a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    .skip { position: absolute; left: -999px; }
    .skip:focus { left: 12px; top: 8px; background: var(--card); padding: 4px 10px; }
    .soft, .note, figcaption, caption { color: var(--soft); }
    .note, figcaption { font-size: 14px; }
    .top { display: flex; flex-wrap: wrap; gap: 2px 16px; align-items: baseline; font-size: 15px; }
    .brand { font-weight: 650; letter-spacing: 0.01em; color: var(--accent); margin: 0; }
    .top p { margin: 0; }
    .state { margin: 36px 0 0; font-size: 14px; font-weight: 600; }
    .state.act { color: var(--critical); }
    .state.watch { color: var(--medium); }
    .state.calm { color: var(--calm); }
    .state.silent { color: var(--soft); }
    .figures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 0;
      margin: 26px 0 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line);
    }
    .figures div { padding: 12px 14px 12px 0; }
    .figures dt { font-size: 13px; color: var(--soft); }
    .figures dd { margin: 0; white-space: nowrap; font-size: 22px; font-weight: 550; line-height: 1.3; }
    .figures dd.sub { font-size: 13px; font-weight: 400; color: var(--soft); }
    .first { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 8px 48px; }
    .first h2 { margin-top: 32px; }
    .todo { list-style: none; counter-reset: todo; margin: 12px 0 0; padding: 0; }
    .todo > li { counter-increment: todo; padding: 0 0 16px 40px; position: relative; }
    .todo > li::before {
      content: counter(todo); position: absolute; left: 0; top: 0; width: 26px; height: 26px;
      border-radius: 50%; background: var(--shade); text-align: center; font-size: 14px;
      line-height: 26px; font-weight: 600; color: var(--soft);
    }
    .todo h3 { margin: 0; font-weight: 600; }
    .todo p { margin: 3px 0 0; font-size: 15px; }
    .saves { font-weight: 600; color: var(--calm); }
    .costs { font-weight: 600; color: var(--soft); }
    .tag {
      display: inline-block; font-size: 12.5px; font-weight: 600; line-height: 1.5; padding: 0 8px;
      border: 1px solid currentColor; border-radius: 10px; vertical-align: 1px; white-space: nowrap;
    }
    .tag.critical { background: var(--critical); border-color: var(--critical); color: var(--card); }
    .tag.high { color: var(--high); }
    .tag.medium { color: var(--medium); }
    .tag.low { color: var(--low); }
    .worse { color: var(--critical); font-weight: 600; }
    .better { color: var(--calm); font-weight: 600; }
    .changes { list-style: none; margin: 12px 0 0; padding: 0; font-size: 15px; }
    .changes li { padding: 0 0 12px; }
    .changes .levels { display: block; }
    nav.parts { margin: 28px 0 0; font-size: 15px; display: flex; flex-wrap: wrap; gap: 4px 20px; }
    code, .command {
      font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
      font-size: 0.875em;
    }
    .command {
      display: block; background: var(--shade); border-radius: 6px; padding: 7px 12px; margin: 8px 0;
      white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45;
    }
    .command::before { content: "$ "; color: var(--soft); }
    .sql { display: block; white-space: pre-wrap; color: var(--soft); margin-top: 2px; }
    .charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 36px 44px; }
    .charts .wide { grid-column: 1 / -1; }
    figure { margin: 20px 0 0; min-width: 0; }
    figure > h3 { margin: 0; }
    figcaption { margin: 0 0 8px; }
    .plot { display: block; overflow: visible; width: calc(100% - 70px); margin: 10px 14px 26px 56px; }
    .plot text, .mini text { fill: var(--soft); font-size: 12px; }
    .plot .y { text-anchor: end; }
    .plot .x { text-anchor: middle; }
    .grid { stroke: var(--line); stroke-width: 1; }
    .b1, .b2, .b3, .bar, .h1, .h2, .h3, .h4, .h5, .h6, .part { fill: var(--accent); stroke: none; }
    .b1 { fill-opacity: 0.14; } .b2 { fill-opacity: 0.26; } .b3 { fill-opacity: 0.42; }
    .bar { fill-opacity: 0.55; }
    .bad { fill: var(--critical); }
    .stroke { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; }
    .before { fill: none; stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
    .size { stroke: var(--soft); stroke-dasharray: 4 3; }
    .deploy { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 3; }
    .h1 { fill-opacity: 0.1; } .h2 { fill-opacity: 0.22; } .h3 { fill-opacity: 0.38; }
    .h4 { fill-opacity: 0.56; } .h5 { fill-opacity: 0.76; } .h6 { fill-opacity: 1; }
    .hover rect { fill: transparent; }
    .hover rect:hover { fill: var(--ink); fill-opacity: 0.06; }
    .rows { display: grid; grid-template-columns: minmax(0, 11em) minmax(0, 1fr) 6.5em; gap: 7px 14px;
      align-items: center; font-size: 14px; margin: 12px 0; padding: 0; }
    .rows > span:nth-child(3n) { text-align: right; }
    .rows .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .rows svg { display: block; }
    .db { fill: var(--accent); } .wait { fill: var(--wait); }
    .fields { fill: var(--accent); fill-opacity: 0.45; } .rest { fill: var(--soft); fill-opacity: 0.38; }
    .legend { display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 13px; color: var(--soft); margin: 4px 0; }
    .legend svg { vertical-align: -1px; margin-right: 6px; }
    .minis { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 22px 28px;
      margin: 12px 0; }
    .mini { display: block; overflow: visible; width: 100%; }
    .minis p { margin: 0; font-size: 14px; }
    .minis .ends, .ends { display: flex; justify-content: space-between; gap: 8px; font-size: 12px;
      color: var(--soft); }
    .ends span { white-space: nowrap; }
    .ends span:nth-child(2) { white-space: normal; text-align: center; }
    details.numbers { margin: 4px 0 0; font-size: 14px; }
    summary { cursor: pointer; color: var(--accent); width: fit-content; }
    .scroll { overflow-x: auto; margin: 8px 0; }
    table { border-collapse: collapse; font-size: 14px; min-width: 100%; overflow-wrap: break-word; }
    caption { text-align: left; font-size: 13px; padding: 4px 0; }
    th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line);
      vertical-align: baseline; font-weight: 400; }
    thead th { color: var(--soft); font-size: 13px; white-space: nowrap; border-color: var(--soft); }
    .n { text-align: right; white-space: nowrap; }
    tbody th { min-width: 8em; max-width: 34em; }
    .two .mini { margin-top: 10px; max-width: 420px; }
    .two .ends { max-width: 420px; margin: 0; }
    h2 ~ h3 { margin-top: 32px; }
    td.name, .plain { overflow-wrap: anywhere; }
    thead button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
    thead button { text-decoration: underline dotted; text-underline-offset: 3px; }
    th[aria-sort="ascending"] button::after { content: " \\2191"; }
    th[aria-sort="descending"] button::after { content: " \\2193"; }
    form { display: flex; flex-wrap: wrap; gap: 8px 14px; margin: 14px 0; align-items: center; font-size: 14px; }
    input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft);
      border-radius: 6px; padding: 5px 10px; }
    input { width: 20em; max-width: 100%; }
    [hidden] { display: none !important; }
    article { border-top: 1px solid var(--line); padding: 20px 0 14px; scroll-margin-top: 8px; }
    article:target { box-shadow: -12px 0 0 var(--ground), -15px 0 0 var(--accent); }
    article h3 { font-size: 17px; margin: 4px 0 6px; }
    article .id { font-size: 13px; color: var(--soft); margin: 0; }
    article p.do { max-width: 46em; }
    .pairs { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 18px; margin: 8px 0;
      font-size: 14px; }
    .pairs dt { color: var(--soft); }
    .pairs dd { margin: 0; }
    .two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 44px; }
    footer { margin-top: 72px; border-top: 1px solid var(--line); padding-top: 12px; font-size: 14px;
      color: var(--soft); }
    @media (max-width: 820px) {
      .first, .charts, .two { grid-template-columns: minmax(0, 1fr); }
      .charts { gap: 32px; }
    }
    @media (max-width: 560px) {
      .page { padding: 16px 16px 48px; }
      h2 { margin-top: 48px; }
      .state { margin-top: 24px; }
      .figures { grid-template-columns: repeat(3, minmax(0, 1fr)); }
      .figures dd { font-size: 18px; }
      .rows { grid-template-columns: minmax(0, 1fr) 5em; }
      .rows > span:nth-child(3n+2) { grid-row: auto; grid-column: 1 / -1; order: 0; }
      .rows > span:nth-child(3n+1) { grid-column: 1 / -1; }
      .rows > span:nth-child(3n+2) { grid-column: 1; }
      .plot { width: calc(100% - 58px); margin-left: 48px; margin-right: 10px; }
      .pairs { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .pairs dd { margin-bottom: 6px; }
    }
    @media print {
      :root { --ground: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #1f4a73;
        --critical: #8a1029; --high: #8a3500; --medium: #5f4700; --low: #333; --calm: #1f5a3f;
        --wait: #a5650f; --shade: #f2f2f2; }
      body { font-size: 10.5pt; }
      .page { max-width: none; padding: 0; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      form, nav.parts, .skip, .hover { display: none !important; }
      details.numbers:not([open]), thead button::after { display: none; }
      .scroll { overflow: visible; }
      .plot { width: calc(100% - 86px); margin-right: 30px; }
      table { font-size: 7.5pt; overflow-wrap: anywhere; }
      thead th { font-size: 7pt; white-space: normal; }
      th, td { padding: 2px 6px 2px 0; }
      tbody th { min-width: 5em; }
      thead { display: table-header-group; }
      tr, figure, article, .todo li { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      h2 { margin-top: 28px; }
      a { color: inherit; text-decoration: none; }
    }
    """
}
