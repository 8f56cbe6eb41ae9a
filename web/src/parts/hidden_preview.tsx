// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { use_object_url } from "./use_object_url";

/** A picture that shows nobody intimate, as its owner said: nothing is drawn of it before it is asked for. `onShown` when it is drawn. */
export function HiddenPreview({ file, onShown }: { file: File; onShown?: () => void }): JSX.Element {
  const { t } = use_language();
  const text = t.evidence;
  const [is_shown, show] = useState(false);
  const [is_displayable, set_displayable] = useState(true);
  const address = use_object_url(is_shown ? file : null);
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
