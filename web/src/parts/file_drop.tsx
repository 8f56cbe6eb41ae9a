// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";

interface FileDropProps {
  /** Of the input, and of the button that opens it. */
  id: string;
  button_id: string;
  accept?: string;
  /** Nothing was chosen yet: choosing is the one thing to do. */
  is_first: boolean;
  /** The words of the button, and those below it. */
  children: string;
  drop: string;
  onFiles: (files: File[]) => void;
}

/** Where files are chosen or dropped, several at once. Whoever takes them decides whether that may be. */
export function FileDrop({ id, button_id, accept, is_first, children, drop, onFiles }: FileDropProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [is_over, set_over] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    if (files !== null && files !== undefined && files.length > 0) onFiles([...files]);
  };
  return (
    <div
      class={is_over ? "hf-drop hf-drop--over" : "hf-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        set_over(true);
      }}
      onDragLeave={() => set_over(false)}
      onDrop={(event) => {
        event.preventDefault();
        set_over(false);
        take(event.dataTransfer?.files);
      }}
    >
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        accept={accept}
        multiple
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <button type="button" id={button_id} class={is_first ? "govuk-button" : "govuk-button govuk-button--secondary"} onClick={() => input.current?.click()}>
        {children}
      </button>
      <p class="govuk-hint hf-tight">{drop}</p>
    </div>
  );
}
