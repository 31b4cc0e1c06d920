
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = "13px system-ui, -apple-system, sans-serif";
  const axis = (label, more) => ({
    label, font, labelFont: font, labelSize: 22,
    stroke: () => color("--faint"),
    grid: {stroke: () => color("--line"), width: 1},
    ticks: {stroke: () => color("--line"), width: 1},
    ...more,
  });
  const charts = [];

  const draw = (id, options, columns) => {
    const place = document.getElementById(id);
    if (!place) return;
    const size = () => ({width: Math.max(200, place.clientWidth), height: 250});
    const chart = new uPlot({...options, ...size(), cursor: {y: false, drag: {x: false, y: false}}}, columns, place);
    new ResizeObserver(() => chart.setSize(size())).observe(place);
    charts.push(chart);
  };

  const line = (label, name, more) => ({label, stroke: () => color(name), width: 2, points: {show: false}, ...more});

  if (data.lam) {
    const bars = data.lam.counts;
    const width = 1 / bars.length;
    const middles = bars.map((count, i) => (i + 0.5) * width);
    // Where no bar is pointed at, of all of them.
    const number = (chart, value, series) => {
      const shown = value ?? chart.data[series].reduce((sum, count) => sum + count, 0);
      return Math.round(shown).toLocaleString("en");
    };
    const series = [
      {label: "λ", value: (chart, value) =>
        value == null ? "0 to 1" : (value - width / 2).toFixed(2) + " to " + (value + width / 2).toFixed(2)},
      {label: "images", value: number, stroke: () => color("--base"), fill: () => color("--fill"), width: 0.5,
        paths: uPlot.paths.bars({size: [0.96, 60]}), points: {show: false}},
      line("expected", "--partner", {value: number}),
    ];
    const columns = [middles, bars, data.lam.expected];
    if (data.lam.drawn) {
      series.push(line("drawn: " + data.lam.drawnName, "--both", {value: number, dash: [6, 5]}));
      columns.push(data.lam.drawn);
    }
    draw("lam", {
      scales: {x: {time: false, range: [0, 1]}, y: {range: (chart, least, most) => [0, most * 1.05 || 1]}},
      axes: [axis("λ"), axis("", {size: 60})], series,
    }, columns);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach((chart) => chart.redraw()));
})();
