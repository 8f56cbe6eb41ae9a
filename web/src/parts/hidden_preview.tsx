// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { on_forget } from "../exit/leave";
import { use_language } from "../strings/language";
import { Button } from "./button";

/** A picture that shows nobody intimate, as its owner said: nothing is drawn of it before it is asked for. `onShown` when it is drawn. */
export function HiddenPreview({ file, onShown }: { file: File; onShown?: () => void }): JSX.Element {
  const { t } = use_language();
  const text = t.evidence;
  const [is_shown, show] = useState(false);
  const [is_displayable, set_displayable] = useState(true);
  const [address, set_address] = useState<string | null>(null);
  useEffect(() => {
    if (!is_shown) return undefined;
    const url = URL.createObjectURL(file);
    set_address(url);
    const revoke = (): void => {
      URL.revokeObjectURL(url);
      set_address(null);
    };
    const unregister = on_forget(revoke);
    return () => {
      unregister();
      revoke();
    };
  }, [file, is_shown]);
  return (
    <div class="hf-picture">
      <div class="hf-picture__frame">
        {is_shown && is_displayable && address !== null ? (
          <img class="hf-picture__image" src={address} alt={file.name} decoding="async" onLoad={onShown} onError={() => set_displayable(false)} />
        ) : (
          <span class="hf-picture__none">{is_displayable ? text.hidden : t.pictures.no_preview}</span>
        )}
      </div>
      <div class="hf-picture__words">
        <Button look="link" pressed={is_shown} onClick={() => show(!is_shown)}>
          {is_shown ? text.hide : text.show}
        </Button>
      </div>
    </div>
  );
}
