// The usual way through the chain, for flows that begin somewhere along it. Each step ends with no work left.
import type { World } from './world.ts';
import { certificates, type Who, workbook } from './world-people.ts';

/** 甲 sends three sound rows and submits them: they wait at the city. */
export async function submit(w: World, from = 0): Promise<void> {
  await w.drop('甲专管', await workbook(certificates(from, 3)));
  await w.work();
  await w.click('甲专管', '提交');
  await w.work();
}

/** 甲 answers a return with another file, says so, and submits it. */
export async function correct(w: World, from: number): Promise<void> {
  await w.drop('甲专管', await workbook(certificates(from, 3)));
  await w.work();
  await w.click('甲专管', '这是 HZ-1 更正后的文件');
  await w.work();
  await w.click('甲专管', '提交');
  await w.work();
}

export async function passCity(w: World): Promise<void> {
  await w.click('乙市审', '审核通过');
  await w.work();
}

export async function passProvince(w: World): Promise<void> {
  await w.click('戊省审', '审核通过');
  await w.work();
}

export async function handOver(w: World): Promise<void> {
  await w.click('己上报', '登记已上报', { 上报日期: await w.today(), 部中心回执编号: 'BZX-1' });
  await w.work();
}

export async function publish(w: World): Promise<void> {
  await w.click('己上报', '登记已公布', { 公布日期: await w.today() });
  await w.work();
}

/** From nothing to the register. */
export async function wholeChain(w: World): Promise<void> {
  for (const step of [submit, passCity, passProvince, handOver, publish]) await step(w);
}

/** A return with its reason; the submission must wait at that person's tier. */
export async function sendBack(
  w: World,
  who: '乙市审' | '戊省审' | '己上报',
  words = '第 2 行姓名有误',
): Promise<string> {
  return press(w, who, '退回更正', { 退回原因: '个人信息有误', 退回说明: words });
}

type Envelope = { header: Record<string, unknown>; event: { operator: Record<string, unknown> } };

/** The last click as if another person had made it; to be handed to `receive`. */
export async function clickedBy(w: World, who: Who): Promise<Envelope> {
  const { header, event, ...rest } = (await w.events('card.action.trigger')).at(-1) as Envelope;
  const operator = { ...event.operator, open_id: w.openIdOf(who) };
  return { ...rest, header: { ...header, event_id: `${header.event_id}-${who}` }, event: { ...event, operator } };
}

/** Presses a button and lets the work be done; what the person was told at once. */
export async function press(w: World, who: Who, label: string, form: Record<string, string> = {}): Promise<string> {
  const toast = await w.click(who, label, form);
  await w.work();
  return toast;
}

/** From here on every worker that takes up a check dies, until what is given back is called. */
export function breakChecks(w: World): () => void {
  let isBroken = true;
  w.beforeJobs((job) => {
    if (job === 'check-file' && isBroken) w.life.workers.strike(1, 'before');
  });
  return () => {
    isBroken = false;
  };
}
