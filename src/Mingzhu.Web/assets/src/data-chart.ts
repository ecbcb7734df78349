// <data-chart kind="bars|line" table="id">: draws the table of that id, so chart and table cannot differ. Of bars the first column names and the first <data value> counts; of a line the first <data value> of a row is how far right, the next how high.
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { blue, ink, line, muted } from './colours';

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

class DataChart extends HTMLElement {
  private chart?: EChartsType;
  private watch?: ResizeObserver;

  connectedCallback() {
    const table = document.getElementById(this.getAttribute('table') ?? '');
    if (!table) return;
    const lined = this.getAttribute('kind') === 'line';
    const points = [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('data')].slice(0, 2).map((data) => Number(data.getAttribute('value')))).filter((point) => point.length === 2);
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
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: lined ? 'line' : 'shadow' } },
      xAxis: { ...(lined ? { type: 'value' as const } : { type: 'category' as const, data: rows.map((row) => row.name) }), name: axis, nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: muted() }, axisTick: { show: false }, axisLine: { lineStyle: { color: line() } }, axisLabel: { color: ink(), hideOverlap: true } },
      yAxis: { type: 'value', minInterval: 1, name: counted, nameTextStyle: { color: muted(), align: 'left' }, splitLine: { lineStyle: { color: line() } }, axisLabel: { color: ink() } },
      series: lined ? [{ type: 'line', data: points, symbolSize: 7, lineStyle: { color: blue() }, itemStyle: { color: blue() } }] : [{ type: 'bar', data: rows.map((row) => row.value), barCategoryGap: '8%', itemStyle: { color: blue() } }],
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
