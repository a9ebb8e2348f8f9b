// Which component draws which tag. A tag not listed is shown as a grey box, never dropped in silence.
import type { ComponentChildren, FunctionComponent } from 'preact';
import { ButtonElement, OverflowElement } from './button.tsx';
import { ChartElement } from './chart.tsx';
import {
  CollapsibleElement,
  ColumnElement,
  ColumnSetElement,
  columnShare,
  InteractiveContainerElement,
} from './containers.tsx';
import type { ElementProps } from './context.ts';
import {
  DivElement,
  HrElement,
  ImageCombinationElement,
  ImageElement,
  MarkdownElement,
  PersonElement,
  PersonListElement,
} from './display.tsx';
import { FormElement } from './form.tsx';
import { CheckerElement, InputElement, MomentElement, SelectImageElement } from './inputs.tsx';
import { space } from './look.ts';
import { type Node, nodes, type Path, str } from './read.ts';
import { SelectElement } from './select.tsx';
import { TableElement } from './table.tsx';

const COMPONENTS: Record<string, FunctionComponent<ElementProps>> = {
  markdown: MarkdownElement,
  div: DivElement,
  hr: HrElement,
  img: ImageElement,
  img_combination: ImageCombinationElement,
  person: PersonElement,
  person_list: PersonListElement,
  table: TableElement,
  chart: ChartElement,
  column_set: ColumnSetElement,
  column: ColumnElement,
  form: FormElement,
  collapsible_panel: CollapsibleElement,
  interactive_container: InteractiveContainerElement,
  button: ButtonElement,
  overflow: OverflowElement,
  input: InputElement,
  select_static: SelectElement,
  multi_select_static: SelectElement,
  select_person: SelectElement,
  multi_select_person: SelectElement,
  date_picker: MomentElement,
  picker_time: MomentElement,
  picker_datetime: MomentElement,
  checker: CheckerElement,
  select_img: SelectImageElement,
};

function UnknownElement({ element }: ElementProps) {
  return <div class="unknown">暂不支持的组件：{str(element.tag, '（缺少 tag）')}</div>;
}

function wrapperStyle(element: Node): Record<string, string | number> {
  const share = element.tag === 'column' ? columnShare(element) : {};
  return { ...share, margin: space(element.margin, '0px') };
}

/** Draws a list of elements, each in a wrapper that carries its margin and, for columns, its share of the row. */
export function drawElements(elements: unknown, path: Path): ComponentChildren {
  return nodes(elements).map((element, index) => {
    const Component = COMPONENTS[str(element.tag)] ?? UnknownElement;
    const own = [...path, index];
    return (
      <div key={own.join('/')} class={`el el-${str(element.tag, 'unknown')}`} style={wrapperStyle(element)}>
        <Component element={element} path={own} draw={drawElements} />
      </div>
    );
  });
}
