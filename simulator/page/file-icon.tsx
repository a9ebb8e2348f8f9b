// The coloured sheet of paper that stands for a file, by the end of its name.

const FILE_KINDS: [RegExp, string][] = [
  [/\.(xlsx?|xlsm|csv|et|ods)$/i, 'sheet'],
  [/\.(docx?|wps|odt)$/i, 'doc'],
  [/\.pdf$/i, 'pdf'],
  [/\.(zip|rar|7z|gz)$/i, 'zip'],
];

export function FileIcon({ name }: { name: string }) {
  const kind = FILE_KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
  const letters: Record<string, string> = { sheet: 'X', doc: 'W', pdf: 'P', zip: 'Z', other: '?' };
  return (
    <span class={`file-icon file-${kind}`} aria-hidden="true">
      {letters[kind]}
    </span>
  );
}
