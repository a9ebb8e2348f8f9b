// Why a file cannot be read, in words for the person who dropped it. Knows no format.

const SAVE_AS = '请用 Excel 或 WPS 打开，点“文件 → 另存为”，类型选“Excel 工作簿（*.xlsx）”，保存后再发一次。';
const ASK = '如果仍然不行，请联系管理员。';

/** The sentence of each refusal; `{limit}` and `{where}` are filled in from the refusal's facts. */
const SENTENCES = {
  empty: `这个文件是空的（0 字节）。请确认文件已保存，再发一次。`,
  folder: '收到的是文件夹。请直接发送里面的工作簿（.xlsx 或 .csv），一次一个文件。',
  xls: `这是旧版 Excel 97-2003 格式（.xls），这一份没有读出来（可能已损坏，或内容过大）。${SAVE_AS}`,
  et: `这是 WPS 表格自己的格式（.et），不能读取。${SAVE_AS}`,
  xlsb: `这是二进制工作簿（.xlsb），不能读取。${SAVE_AS}`,
  ods: `这是 OpenDocument 表格（.ods），不能读取。${SAVE_AS}`,
  macros: `这个工作簿带有宏，出于安全不能读取。${SAVE_AS}`,
  encrypted:
    '这个文件设有打开密码，不能读取。请打开文件，在“文件 → 信息 → 保护工作簿”中删除密码，另存为 .xlsx 后再发一次。',
  archive: '这是压缩包。请先解压，再直接发送里面的工作簿（.xlsx 或 .csv），一次一个文件。',
  picture: '这是图片，不能当作数据读取。请发送 Excel 工作簿（.xlsx）；需要模板可以回复“模板”。',
  pdf: '这是 PDF 文件，不能当作数据读取。请发送 Excel 工作簿（.xlsx）；需要模板可以回复“模板”。',
  'web-page': `这个文件其实是网页或 XML，只是用了表格的后缀名。${SAVE_AS}`,
  'not-a-workbook': '这不是表格文件（看起来是文字文档或演示文稿）。请把数据放进模板，保存为 .xlsx 后再发一次。',
  unknown: `认不出这个文件的格式。${SAVE_AS}`,
  encoding: '这个文本文件的编码认不出来。请用记事本打开，“另存为”时编码选“UTF-8”；或直接保存为 .xlsx，再发一次。',
  'unclosed-quote': '第 {where} 行有一个双引号没有成对，后面的内容分不清列。请改好引号，或保存为 .xlsx 后再发一次。',
  damaged: `文件不完整或已损坏（{where}）。请重新下载或重新保存一次；${SAVE_AS}`,
  doctype: `工作簿里含有外部定义（DTD/实体），出于安全不能读取。${SAVE_AS}`,
  'too-many-bytes': '文件太大：最多 {limit} MB。请删去图片和多余的工作表，或按机构、批次分成几个文件再发。',
  'too-many-entries': `工作簿内部的部件太多：最多 {limit} 个。请把数据复制到新的模板里，再发一次。${ASK}`,
  'too-much-unpacked': `工作簿解压后太大：最多 {limit} MB。请把数据复制到新的模板里，再发一次。${ASK}`,
  'too-dense': `工作簿的压缩比异常（超过 {limit} 倍），出于安全不能读取。请把数据复制到新的模板里，再发一次。${ASK}`,
  'too-many-sheets': '工作表太多：最多 {limit} 张。请只保留填数据的那一张，再发一次。',
  'too-many-rows': '行数太多：最多 {limit} 行。请分成几个文件再发。',
  'too-many-columns': '第 {where} 行在第 {limit} 列以后还有内容。请清除表格右侧多余的单元格，再发一次。',
  'cell-too-long':
    '有单元格超过 {limit} 个字符（第 {where} 行）。请检查是否把一大段内容粘进了一个单元格，改好再发一次。',
  'row-too-long': '有一行的内容过大：最多 {limit} MB。请把数据复制到新的模板里，再发一次。',
  'too-many-strings': '工作簿里的文字太多：最多 {limit} 条。请分成几个文件再发。',
  'too-many-formats': '工作簿里的单元格格式太多：最多 {limit} 种。请只把数值复制到新的模板里，再发一次。',
  'check-failed': '系统没能完成这次校验，文件本身不一定有问题。请点「重新校验」再试一次；如果仍然这样，请联系管理员。',
  'too-slow':
    '校验超过 {limit} 分钟还没有完成，已经停止。请点「重新校验」再试一次；如果仍然这样，请把数据分成几个文件再发，或联系管理员。',
  'too-many-merges': '合并单元格太多：最多 {limit} 处。请取消合并，再发一次。',
} as const;

export type UnreadableCode = keyof typeof SENTENCES;

/** What a sentence is filled in with: a limit, and where in the file it was passed. Never a cell's content nor a sheet's name. */
export type UnreadableFacts = { limit?: number; where?: string | number };

/** The Chinese sentence of a refusal, with its next step. */
export function unreadableSentence(code: UnreadableCode, facts: UnreadableFacts): string {
  return SENTENCES[code]
    .replace('{limit}', (facts.limit ?? 0).toLocaleString('en-US'))
    .replace('{where}', String(facts.where ?? '内容缺失'));
}

/** Whether a stored code is one of this version's. */
export function isUnreadableCode(code: string): code is UnreadableCode {
  return code in SENTENCES;
}

/** A file that cannot be read. `code` is stable; `message` is the sentence for the person who sent it. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode;
  readonly facts: UnreadableFacts;

  constructor(code: UnreadableCode, facts: UnreadableFacts = {}, options?: ErrorOptions) {
    super(unreadableSentence(code, facts), options);
    this.name = 'UnreadableFile';
    this.code = code;
    this.facts = facts;
  }
}
