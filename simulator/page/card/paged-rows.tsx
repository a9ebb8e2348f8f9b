// A table of ready-made rows, shown a page at a time. Paging is local, as in Feishu.
import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';

type Props = { class: string; head: ComponentChildren; rows: VNode[]; pageSize: number };

export function PagedRows({ class: name, head, rows, pageSize }: Props) {
  const [wanted, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(wanted, pages - 1);
  return (
    <div class="paged">
      <div class="paged-scroll">
        <table class={name}>
          <thead>{head}</thead>
          <tbody>
            {rows.slice(page * pageSize, (page + 1) * pageSize)}
            {rows.length === 0 && (
              <tr>
                <td colSpan={99} class="paged-empty">
                  暂无数据
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <nav class="pager" aria-label="表格分页">
          <button type="button" aria-label="上一页" disabled={page === 0} onClick={() => setPage(page - 1)}>
            <Icon name="left" />
          </button>
          <span>
            {page + 1} / {pages}
          </span>
          <button type="button" aria-label="下一页" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            <Icon name="right" />
          </button>
        </nav>
      )}
    </div>
  );
}
