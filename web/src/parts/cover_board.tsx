// SPDX-License-Identifier: Apache-2.0
// A picture with boxes over it: drawn, moved and resized by finger, pen, mouse or keys. Blurred until its owner asks to see it.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { type Area, between, box_at, by_key, type Covering, inside, type Which, with_box } from "../evidence/boxes";
import type { Box } from "../evidence/case_types";
import { fill, use_language } from "../strings/language";

interface CoverBoardProps {
  address: string;
  is_shown: boolean;
  area: Area | null;
  covering: Covering;
  onArea: (area: Area) => void;
  onFail: () => void;
  /** What it is now, while something is drawn or moved as well. */
  onDraw: (covering: Covering) => void;
  /** A step is done, which began at `before`. */
  onStep: (before: Covering) => void;
}
interface Drag {
  which: Which;
  from: { x: number; y: number };
  /** Of a box that is moved: as it was. Null: it is being drawn. */
  held: Box | null;
  before: Covering;
}
export const box_id = (which: Which): string => `cover-${which}`;

export function CoverBoard({ address, is_shown, area, covering, onArea, onFail, onDraw, onStep }: CoverBoardProps): JSX.Element {
  const { t } = use_language();
  const text = t.cover;
  const board = useRef<SVGSVGElement>(null);
  const [drag, set_drag] = useState<Drag | null>(null);
  const of = area ?? { width: 1, height: 1 };

  function point(event: PointerEvent): { x: number; y: number } {
    const at = board.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return { x: ((event.clientX - at.left) / at.width) * of.width, y: ((event.clientY - at.top) / at.height) * of.height };
  }
  function begin(event: PointerEvent): void {
    if (area === null || event.button !== 0) return;
    const name = (event.target as Element).getAttribute("data-box");
    const which: Which = name === null ? covering.boxes.length : name === "crop" ? "crop" : Number(name);
    board.current?.setPointerCapture(event.pointerId);
    set_drag({ which, from: point(event), held: box_at(covering, which), before: covering });
  }
  function move(event: PointerEvent): void {
    if (drag === null) return;
    const at = point(event);
    const { held, from } = drag;
    const box = held === null ? between(from, at, of) : inside([held[0] + at.x - from.x, held[1] + at.y - from.y, held[2], held[3]], of);
    onDraw(with_box(drag.before, drag.which, box));
  }
  function end(): void {
    if (drag !== null && covering !== drag.before) onStep(drag.before);
    set_drag(null);
  }
  function key(event: KeyboardEvent, which: Which): void {
    const box = box_at(covering, which);
    if (box === null) return;
    const is_away = event.key === "Delete" || event.key === "Backspace";
    const next = is_away ? null : by_key(event.key, event.shiftKey, box, of);
    if (next === null && !is_away) return;
    event.preventDefault();
    onDraw(with_box(covering, which, next));
    onStep(covering);
    if (is_away) document.getElementById("cover-add")?.focus();
  }
  const said = ([x, y, width, height]: Box): string => `${text.left} ${x}, ${text.top} ${y}, ${text.width} ${width}, ${text.height} ${height}`;
  const shape = (which: Which, box: Box, look: string, name: string): JSX.Element => (
    <rect
      key={which}
      id={box_id(which)}
      class={look}
      data-box={which}
      x={box[0]}
      y={box[1]}
      width={box[2]}
      height={box[3]}
      tabindex={0}
      role="button"
      aria-label={`${name}. ${said(box)}`}
      onKeyDown={(event) => key(event, which)}
    />
  );
  const { boxes, crop } = covering;
  return (
    <div class="hf-cover">
      <img
        class={is_shown ? "hf-cover__image" : "hf-cover__image hf-picture__image--blurred"}
        src={address}
        alt=""
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => onArea({ width: naturalWidth, height: naturalHeight })}
        onError={onFail}
      />
      {area !== null && (
        <svg
          ref={board}
          class="hf-cover__board"
          viewBox={`0 0 ${of.width} ${of.height}`}
          preserveAspectRatio="none"
          role="group"
          aria-label={text.picture}
          onPointerDown={begin}
          onPointerMove={move}
          onPointerUp={end}
          onPointerCancel={end}
        >
          {crop !== null && <path class="hf-cover__off" fill-rule="evenodd" d={`M0 0H${of.width}V${of.height}H0ZM${crop[0]} ${crop[1]}h${crop[2]}v${crop[3]}h${-crop[2]}Z`} />}
          {crop !== null && shape("crop", crop, "hf-cover__crop", text.crop)}
          {boxes.map((box, at) => shape(at, box, "hf-cover__box", fill(text.box, { number: at + 1 })))}
        </svg>
      )}
    </div>
  );
}
