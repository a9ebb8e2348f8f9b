// What the clerk can do about a checked file, as buttons and forms of the result card. Decides nothing.
import { fields } from './action.ts';
import {
  type Button,
  button,
  buttons,
  type Element,
  form,
  input,
  type Markdown,
  md,
  multiSelect,
  panel,
  plain,
  text,
} from './kit.ts';
import { checkFailed, type ResultView, worthChecking } from './result-view.ts';
import { count } from './words.ts';

/** Sheets that get a button each. */
const maxSheets = 10;

type About = { submission: string; version: number };
const about = ({ submission, version }: ResultView): About => ({ submission, version });

/** Which of several sheets is meant: nothing else can be decided before. */
export function sheetQuestion(view: ResultView, most: number): (Element | null)[] {
  if (view.sheets.length < 2) return [];
  const shown = view.sheets.slice(0, Math.min(maxSheets, most));
  const more = view.sheets.length - shown.length;
  return [
    text(md`**要上报哪个工作表？**有 ${view.sheets.length} 个工作表都带有标准表头，这次先核对了第 1 个。`),
    ...shown.map((name, i) =>
      button({
        text: `上报第 ${i + 1} 个工作表「${name}」`,
        kind: i === 0 ? 'primary' : 'default',
        action: { act: 'name-sheet', ...about(view), sheet: i + 1 },
      }),
    ),
    plain(
      `${more > 0 ? `另有 ${more} 个工作表没有列出。` : ''}几个工作表的数据都要上报时，请合并到一个工作表后重新发送。`,
    ),
  ];
}

/** Opens the list of what can be put right without a guess. */
export function repairsOffered(view: ResultView, most: number): (Element | null)[] {
  if (view.repairs.length === 0) return [];
  const shown = view.repairs.slice(0, most).map(({ title, count: places }) => `${title} ${count(places)} 处`);
  const kinds = `${shown.join('、')}${shown.length < view.repairs.length ? '等' : ''}`;
  const places = view.repairs.reduce((all, one) => all + one.count, 0);
  return [
    text(md`**可以替您修正 ${places} 处**：${kinds}`),
    buttons([
      {
        text: '接受修正',
        kind: view.at === 'faulty' ? 'primary' : 'default',
        action: { act: 'repairs', ...about(view) },
      },
    ]),
  ];
}

/** Warnings must be explained before 提交: by rule here, or row by row in the workbook. */
export function answerForm(view: ResultView, most: number): Element | null {
  if (view.toAnswer.length === 0) return null;
  const places = view.toAnswer.reduce((all, { count: one }) => all + one, 0);
  const only = view.toAnswer.length === 1 ? view.toAnswer.map(({ code }) => code) : [];
  return form('answers', [
    text(
      md`**核对说明**：还有 ${view.toAnswer.length} 类问题（${places} 处）请核对。确实无误的，勾选并写明情况；逐行说明的，写在标注文件的「核证：说明」列里，把文件发回来。`,
    ),
    multiSelect(
      fields.answered,
      '要说明的问题',
      view.toAnswer
        .slice(0, most)
        .map(({ code, title, count: one }) => [code, `${title}（${count(one)} 处）`] as const),
      only,
    ),
    input(fields.answer, '说明', { placeholder: '例如：已逐一对照证件核对，确认无误', required: true, lines: 2 }),
    button({
      text: '提交说明',
      kind: view.at === 'ready' ? 'primary' : 'default',
      action: { act: 'answer-warnings', ...about(view) },
      submits: 'answer',
    }),
  ]);
}

/** What was explained, with the reason to the letter. */
export function answeredPanel(answered: ResultView['answered'], most: number): Element | null {
  if (answered.length === 0) return null;
  const shown = answered.slice(0, most);
  const lines = shown.flatMap(({ title, count: places, reason }) => [
    text(md`**${title}**（${places} 处）`),
    plain(reason),
  ]);
  const more = answered.length - shown.length;
  return panel(`已说明 ${answered.length} 类问题`, more > 0 ? [...lines, plain(`另有 ${more} 类未列出`)] : lines);
}

/** 提交; while something stands in its way, what that is. */
export function submitPart(view: ResultView): (Element | null)[] {
  if (view.toAnswer.length > 0) {
    const then = view.trial ? '转为正式数据' : view.wall === 'closed' ? '申请省中心受理' : '提交';
    return [text(md`**下一步**：写好核对说明后，这里会出现「${then}」按钮。`)];
  }
  if (view.trial)
    return [
      text(md`**下一步**：这是试填，不会上报。要上报这份数据，请转为正式数据，再点「提交」。`),
      buttons([{ text: '转为正式数据', kind: 'primary_filled', action: { act: 'make-real', ...about(view) } }]),
    ];
  if (view.wall === 'closed') return [admissionForm(view)];
  if (view.wall === 'asked') return [text(md`**下一步**：请等候省中心答复。同意受理后，这里会出现「提交」按钮。`)];
  return [submitForm(view)];
}

/** Past the six months only the province may admit it, with a reason on the record. */
function admissionForm(view: ResultView): Element {
  return form('admission', [
    text(md`**下一步**：确有特殊情况的，写明原因，申请省中心受理。同意后才能提交。`),
    input(fields.admission, '申请受理的原因', {
      placeholder: '请写明为什么超过 6 个月才上报',
      required: true,
      lines: 3,
    }),
    button({
      text: '申请省中心受理',
      kind: 'primary_filled',
      action: { act: 'ask-admission', ...about(view) },
      submits: 'ask_admission',
    }),
  ]);
}

function submitForm(view: ResultView): Element {
  const confirm = {
    title: '确认提交？',
    text: `共 ${count(view.check?.rows ?? 0)} 行，提交后进入逐级审核。提交日期即为上报日期。`,
  };
  const submit: Button = {
    text: '提交',
    kind: 'primary_filled',
    action: { act: 'submit', ...about(view) },
    confirm,
    submits: 'submit',
  };
  const late = view.late
    ? input(fields.lateReason, '逾期原因（第十二条，必填）', {
        placeholder: '请写明没有按期上报的原因',
        required: true,
        lines: 3,
      })
    : null;
  return form('result', [late, button(submit)]);
}

/** What to do about a file that cannot go on as it is. */
export function nextStep(view: ResultView): Markdown {
  if (checkFailed(view)) return md`**下一步**：点「重新校验」再试一次。文件没有丢，不需要重新发送。`;
  if (view.unreadable) return md`**下一步**：按上面的提示另存文件，把文件直接发到这里，我会重新校验。`;
  const repaired = view.repairs.length > 0 ? '先接受能自动修正的，其余' : '';
  const again = worthChecking(view) ? '如果是备案信息有误，请联系管理员，更正后点「重新校验」。' : '';
  return md`**下一步**：${repaired}按标注改好，把文件直接发到这里，我会重新校验。${again}`;
}

export function workbook(view: ResultView): Button {
  return {
    text: view.at === 'returned' ? '再发一次退回的行' : view.at === 'faulty' ? '再发一次标注文件' : '发送标注文件',
    action: { act: 'workbook', ...about(view) },
  };
}

export function checkAgain(view: ResultView): Button {
  return {
    text: '重新校验',
    kind: checkFailed(view) ? 'primary_filled' : 'default',
    action: { act: 'check-again', ...about(view) },
  };
}

export function history(view: ResultView): Button {
  return { text: '查看办理经过', action: { act: 'history', submission: view.submission } };
}

export function withdraw(view: ResultView): Button {
  return {
    text: view.trial ? '放弃试填' : '撤回这份数据',
    action: { act: 'withdraw', ...about(view) },
    confirm: { title: '确认撤回？', text: '撤回后这份数据不再办理，需要时可以重新发送文件。' },
  };
}
