// The demo as its users see it: the real programs, and headless Chromium on the simulator's page. Leaves pictures in
// screenshots/; with HEZHENG_DOC_IMAGES=1 also those of the README in docs/images/.
import { existsSync, mkdirSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { dayOf } from '../../domain/calendar.ts';
import { institutionOf } from '../../domain/directory.ts';
import { demoDirectory } from '../../local/demo-directory.ts';
import { demoFiles } from '../../local/demo-files.ts';
import { readDirectory } from '../../workbook/directory.ts';
import { type Demo, startDemo } from './demo-processes.ts';
import { desktop, phone, sitDown } from './person-window.ts';

const executablePath = process.env.HEZHENG_TEST_CHROMIUM || '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing) console.warn(`!! NOT RUN: no browser at ${executablePath}; set HEZHENG_TEST_CHROMIUM to one`);

const quiet = ['background-networking', 'component-update', 'sync', 'gpu'].map((what) => `--disable-${what}`);
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  if (missing) return;
  [demo, browser] = await Promise.all([
    startDemo(),
    chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet] }),
  ]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const as = (name: string, size = desktop) => sitDown(browser, demo.url, name, size);

describe.skipIf(missing)('the demo in a browser', { timeout: 90_000 }, () => {
  test('a clean file goes from drop to publication', async () => {
    const clerk = await as('方小满');
    await clerk.see('您好，方小满');
    await clerk.page.getByTestId('file-input').setInputFiles(await cleanFile());
    await clerk.seeOn('证书数据', '校验通过，可以提交。');
    await clerk.shot('clerk-ready');

    await clerk.press('证书数据', '提交');
    await clerk.confirm();
    await clerk.seeOn('证书数据', '已提交，现在由「市级审核」办理');
    const city = await as('江立夏');
    await city.seeOn('市级审核', '待办理');
    await city.shot('city-open');
    await drawForReadme();
    await city.press('市级审核', '审核通过');
    await city.confirm();
    await city.seeOn('市级审核', '已办结');
    await city.shot('city-closed');

    const province = await as('沈霜降');
    await province.press('省中心核准', '审核通过');
    await province.confirm();
    await province.seeOn('省中心核准', '已办结');
    const desk = await as('顾立冬');
    await desk.see('上报部中心.xlsx');
    await desk.fill('上报部中心', '部中心回执编号', 'BZX-2026-0117');
    await desk.shot('desk-hand-over');
    await desk.press('上报部中心', '登记已上报');
    await desk.press('部中心公布', '登记已公布');
    await desk.confirm();
    await desk.seeOn('部中心公布', '已办结');

    await clerk.seeOn('证书数据', '已公布，持证人可以在全国联网查询系统查到。');
    await clerk.see('已公布，可以查询');
    await clerk.shot('clerk-published');
    for (const window of [clerk, city, province, desk]) await window.close();
  });

  test('a file with mistakes is told what to change, and its correction becomes the next version', async () => {
    const clerk = await as('方小满');
    await clerk.sendFromShelf(/第二批\.xlsx$/);
    await clerk.seeOn('证书数据', '处必须改正，暂时不能提交。');
    await clerk.see(/第1版-标注\.xlsx/);
    expect(await clerk.card('证书数据').getByRole('button', { name: '提交', exact: true }).count()).toBe(0);
    await clerk.shot('clerk-faulty');

    await clerk.sendFromShelf(/第二批-改好\.xlsx$/);
    await clerk.card('收到文件，请选择用途').getByRole('button', { name: '更正后的文件' }).click();

    await clerk.seeOn('证书数据', '第 2 版');
    await clerk.seeOn('证书数据', '校验通过，可以提交。');
    await clerk.shot('clerk-corrected');
    await clerk.close();
  });

  test('data returned with a reason comes back to the clerk, in the words of the reviewer', async () => {
    const clerk = await as('林谷雨');
    await clerk.sendFromShelf(/鉴定合格名单\.xlsx$/);
    await clerk.press('证书数据', '提交');
    await clerk.confirm();
    const city = await as('许立秋');
    await city.seeOn('市级审核', '云河市安康技能评价中心（示范）');
    await city.choose('市级审核', '退回原因', /^个人信息有误/);
    await city.fill('市级审核', '退回说明', '第 5 行 <b>姓名</b> 与 *证件* 不一致，请核对。');
    await city.shot('city-return');
    await city.press('市级审核', '退回更正');
    await city.seeOn('市级审核', '已办结');

    await clerk.seeOn('证书数据', '数据被退回，请按原因更正后把文件重新发给我。');
    await clerk.see(/市级审核已退回/);
    await clerk.seeOn('证书数据', '第 5 行 <b>姓名</b> 与 *证件* 不一致，请核对。');
    await clerk.shot('clerk-returned');
    for (const window of [clerk, city]) await window.close();
  });

  test('past the due day the manager is alerted, and the card asks for the reason', async () => {
    const clerk = await as('方小满');
    await clerk.press('证书数据', '提交');
    await clerk.confirm();
    await clerk.seeOn('证书数据', '已提交，现在由「市级审核」办理');
    const manager = await as('周白露');
    await manager.page.getByRole('button', { name: /市级审核逾期第一天/ }).click();

    await manager.seeOn('逾期预警', '已逾期 1 个工作日');
    await manager.see('加急消息');
    await manager.shot('manager-alert');
    const city = await as('江立夏');
    await city.seeOn('市级审核', '已逾期');
    await city
      .card('市级审核')
      .getByLabel(/逾期原因/)
      .waitFor();
    await city.shot('city-late');
    await manager.page.getByRole('menuitem', { name: '办理进度' }).click();
    // The returned data is late by now as well.
    await manager.seeOn('办理进度', '逾期 2 件');
    await manager.shot('manager-progress');
    for (const window of [clerk, manager, city]) await window.close();
  });

  test('everything fits a phone', async () => {
    for (const name of ['方小满', '江立夏', '周白露']) {
      const window = await as(name, phone);
      await window.page.getByRole('article').last().waitFor();

      const width = await window.page.evaluate<number>('document.documentElement.scrollWidth');
      expect(width).toBe(phone.width);
      await window.shot(`phone-${name}`);
      await window.close();
    }
  });

  test('Han characters are drawn, not boxed', async () => {
    const { page, close } = await as('方小满');
    const drawn = async (character: string) => {
      await page.evaluate(`document.querySelector('h1').textContent = ${JSON.stringify(character)}`);
      return (await page.getByTestId('conversation').locator('h1').screenshot()).toString('base64');
    };

    // Characters without a glyph are all drawn as the same box.
    expect(new Set([await drawn('核'), await drawn('证'), await drawn('霜')]).size).toBe(3);
    expect(await drawn('\u{10FFFD}')).toBe(await drawn('\u{10FFFC}'));
    await close();
  });
});

async function cleanFile() {
  const { directory } = await readDirectory(await demoDirectory());
  const institution = institutionOf(directory, 'QM');
  if (institution === null) throw new Error('the demo has no institution QM');
  const [clean] = await demoFiles(institution, dayOf(new Date()), hebei2022);
  if (clean === undefined) throw new Error('the demo has no files');
  return { name: clean.name, mimeType: xlsx, buffer: Buffer.from(clean.content_base64, 'base64') };
}

/** The pictures of the README are taken from here, so that they cannot show what is no more. */
async function drawForReadme(): Promise<void> {
  if (process.env.HEZHENG_DOC_IMAGES !== '1') return;
  mkdirSync('docs/images', { recursive: true });
  const city = await as('江立夏', { width: 1280, height: 1500 });
  await city.seeOn('市级审核', '待办理');
  await city.card('市级审核').screenshot({ path: 'docs/images/review-card.png' });
  await city.page.setViewportSize(desktop);
  await city.card('市级审核').evaluate((card) => card.scrollIntoView({ block: 'start' }));
  await city.page.screenshot({ path: 'docs/images/page.png' });
  await city.close();
}
