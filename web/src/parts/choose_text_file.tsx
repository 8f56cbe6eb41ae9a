// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Button } from "./button";

/** A button that lets one text file be chosen: a recovery file, locked or not. */
export function ChooseTextFile({ children, disabled, onFile }: { children: string; disabled: boolean; onFile: (file: File | undefined) => void }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,text/plain"
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <Button onClick={() => input.current?.click()} disabled={disabled}>
        {children}
      </Button>
    </>
  );
}
