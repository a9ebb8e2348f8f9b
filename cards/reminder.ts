// What the clock says: a reminder to the holder before the due day, an alert to the holder's manager after it.
import { buttons, type Card, card, facts, md, note, text } from './kit.ts';
import { type Deadline, deadlineWords, leftWords, provisionalNote } from './words.ts';

export type ReminderView = {
  submission: string;
  no: string;
  institution: string;
  rows: number;
  /** What has to be done, e.g. 市级审核 or 更正退回的数据. */
  task: string;
  article: string;
  deadline: Deadline;
  /** Who holds it, by name or post, and since when. */
  holder: string;
  since: string;
  marker?: string;
};

/** To whoever has to act. */
export function reminderCard(view: ReminderView): Card {
  const { deadline } = view;
  const tone = deadline.left < 0 ? 'red' : deadline.left <= 1 ? 'orange' : 'wathet';
  const words = leftWords(deadline);
  return card(
    { title: `提醒：${view.task}${words}`, subtitle: `${view.no} ${view.institution}`, tone },
    `${view.no} ${view.task}${words}`,
    [
      facts([
        ['要办的事', view.task],
        [`期限（${view.article}）`, deadlineWords(deadline)],
      ]),
      text(
        deadline.left < 0
          ? md`**下一步**：请尽快办理，并在卡片里写明逾期原因（第十二条）。已告知您单位的主管。`
          : md`**下一步**：请在先前发给您的卡片上办理。逾期不会自动通过，也不会自动退回。`,
      ),
      deadline.provisional ? note(provisionalNote) : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

/** To the manager of the holder's office. */
export function alertCard(view: ReminderView): Card {
  const { deadline } = view;
  return card(
    {
      title: `逾期预警：${view.task}`,
      subtitle: `${view.no} ${view.institution}`,
      tone: 'red',
      tags: [{ text: leftWords(deadline), tone: 'red' }],
    },
    `${view.no} ${view.task}${leftWords(deadline)}，现由 ${view.holder} 办理`,
    [
      facts([
        ['现在由谁办理', view.holder],
        ['收到日期', view.since],
        [`期限（${view.article}）`, deadlineWords(deadline)],
        ['证书数据', `${view.rows.toLocaleString('en-US')} 行`],
      ]),
      text(md`**下一步**：请督促经办人尽快办理并说明原因。逾期不会自动通过（超时不等于通过）。`),
      buttons([{ text: '查看办理经过', action: { act: 'history', submission: view.submission } }]),
      deadline.provisional ? note(provisionalNote) : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}
