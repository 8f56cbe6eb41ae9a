// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { on_forget } from "../exit/leave";
import { is_plain, type Picture } from "../pictures/picture_list";
import { fill, use_language, type Strings } from "../strings/language";
import { Button } from "./button";

/** One chosen picture: blurred until the person asks to see it, and what came of it in plain words. */
export function PictureRow({ picture, onRemove }: { picture: Picture; onRemove: () => void }): JSX.Element {
  const { t } = use_language();
  const text = t.pictures;
  const { number } = picture;
  const [is_shown, show] = useState(false);
  const [address, set_address] = useState<string | null>(null);
  const [is_displayable, set_displayable] = useState(true);
  // Only what the module read well is given to the browser's own decoder, on the page's thread.
  const is_read = picture.state.step === "done" && picture.state.outcome.ok;
  const has_preview = is_read && is_displayable && address !== null;

  useEffect(() => {
    if (!is_read) return undefined;
    const url = URL.createObjectURL(picture.file);
    set_address(url);
    const revoke = (): void => {
      URL.revokeObjectURL(url);
      set_address(null);
    };
    const unregister = on_forget(revoke);
    return () => {
      unregister();
      URL.revokeObjectURL(url);
    };
  }, [picture.file, is_read]);

  const name = fill(text.picture_name, { number });
  const { good, sentence } = result(picture, t);
  return (
    <li class="hf-picture">
      <div class="hf-picture__frame">
        {has_preview ? (
          <img class={is_shown ? "hf-picture__image" : "hf-picture__image hf-picture__image--blurred"} src={address} alt={is_shown ? name : `${name}. ${text.hidden}`} decoding="async" onError={() => set_displayable(false)} />
        ) : (
          <span class="hf-picture__none">{text.no_preview}</span>
        )}
      </div>
      <div class="hf-picture__words">
        <h3 class="govuk-heading-s hf-tight">{name}</h3>
        <p class={good ? "govuk-body hf-tight" : "govuk-body hf-tight hf-picture__trouble"}>{sentence}</p>
        <p class="hf-row">
          {has_preview && (
            <Button look="link" onClick={() => show(!is_shown)} pressed={is_shown}>
              {fill(is_shown ? text.hide : text.show, { number })}
            </Button>
          )}
          <Button look="link" onClick={onRemove}>
            {fill(text.remove, { number })}
          </Button>
        </p>
      </div>
    </li>
  );
}

function result(picture: Picture, t: Strings): { good: boolean; sentence: string } {
  const text = t.pictures;
  switch (picture.state.step) {
    case "waiting":
      return { good: true, sentence: text.waiting };
    case "working":
      return { good: true, sentence: text.working };
    case "stopped":
      return { good: false, sentence: text.stopped };
    case "done": {
      const { outcome } = picture.state;
      if (!outcome.ok) return { good: false, sentence: text.errors[outcome.error] };
      const is_copy = picture.duplicate_of !== null;
      const is_weak = !is_copy && is_plain(outcome);
      const said = is_copy ? fill(text.duplicate, { number: picture.duplicate_of ?? "" }) : is_weak ? text.plain : outcome.origin === "browser" ? text.ready_browser : text.ready;
      // Damage is said beside whatever else there is to say.
      return { good: !is_weak && !outcome.damaged, sentence: outcome.damaged ? `${said.replace(/\.?$/, ".")} ${text.damaged}` : said };
    }
  }
}
