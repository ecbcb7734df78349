// <data-chart kind="bars" table="id">: draws the table of that id. Its first column names, its <data value> cells count; so chart and table cannot differ.
import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { blue, ink, line, muted } from './colours';

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

class DataChart extends HTMLElement {
  private chart?: EChartsType;
  private watch?: ResizeObserver;

  connectedCallback() {
    const table = document.getElementById(this.getAttribute('table') ?? '');
    if (!table) return;
    const rows = [...table.querySelectorAll('tbody tr')].map((row) => ({
      name: row.querySelector('th')?.textContent?.trim() ?? '',
      value: Number(row.querySelector('data')?.getAttribute('value') ?? NaN),
    }));
    const [axis, counted] = [...table.querySelectorAll('thead th')].map((head) => head.textContent?.trim() ?? '');
    this.chart = init(this);
    this.chart.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink(), fontSize: 12 },
      grid: { left: 8, right: 12, top: 28, bottom: 30, containLabel: true },
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'category', data: rows.map((row) => row.name), name: axis, nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: muted() }, axisTick: { show: false }, axisLine: { lineStyle: { color: line() } }, axisLabel: { color: ink(), hideOverlap: true } },
      yAxis: { type: 'value', minInterval: 1, name: counted, nameTextStyle: { color: muted(), align: 'left' }, splitLine: { lineStyle: { color: line() } }, axisLabel: { color: ink() } },
      series: [{ type: 'bar', data: rows.map((row) => row.value), barCategoryGap: '8%', itemStyle: { color: blue() } }],
    });
    this.watch = new ResizeObserver(() => this.chart?.resize());
    this.watch.observe(this);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.chart?.dispose();
  }
}

customElements.define('data-chart', DataChart);
