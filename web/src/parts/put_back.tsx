// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "./button";

interface PutBackProps {
  /** What was taken away. */
  news: string;
  /** The words of the button. */
  children: string;
  onPutBack: () => void;
}

/** Says what was taken away, and gives it back. It takes the focus, because the button that was pressed is gone with what it stood beside. */
export function PutBack({ news, children, onPutBack }: PutBackProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), [news]);
  return (
    <div ref={box} tabIndex={-1} class="hf-part">
      <p class="govuk-body">{news}</p>
      <Button onClick={onPutBack}>{children}</Button>
    </div>
  );
}
