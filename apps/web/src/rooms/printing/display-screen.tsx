import { type DisplayChannel, readDisplayChannel } from '@mosaajii/domain/display';
import { ShoppingBasket } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type DisplayState, watchDisplay } from '../../platform/customer-display/index.ts';
import {
  channelChanges,
  keepChannel,
  keptChannel,
  LOOKED_AT,
  type RemoteNews,
  watchRemote,
} from '../../platform/customer-display/remote.ts';
import { useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { QrPicture } from '../../platform/printer/code-pictures.tsx';
import { Button, Field, LanguageSelect, TextInput } from '../../platform/ui/index.ts';

/** The customer's screen, in a window of its own: large, without anything to press, and empty of everything internal. */
export function DisplayScreen() {
  const [local, setLocal] = useState<DisplayState | null>(null);
  useEffect(() => watchDisplay(setLocal), []);
  const { channel, news } = useRemote();
  const state = local ?? (news?.kind === 'state' ? news.state : null);
  return (
    <main className="flex h-dvh flex-col overflow-hidden bg-bg p-[4vmin] text-ink" data-state={state?.kind ?? 'alone'}>
      <h1 className="text-[max(28px,3vmin)] font-semibold leading-snug text-ink-2">
        {state?.shopName ?? t('printing.displayTitle')}
      </h1>
      {state === null ? <Waiting channel={channel} news={news} /> : null}
      {state?.kind === 'idle' ? <Middle title={t('printing.displayWelcome')} text="" /> : null}
      {state?.kind === 'cart' ? <Cart state={state} /> : null}
      {state?.kind === 'due' ? <Due state={state} /> : null}
      {state?.kind === 'thanks' ? <Thanks state={state} /> : null}
    </main>
  );
}

/** What another device's till shows: its code stands in the link that the till made a picture of, or was typed here before. */
function useRemote(): { readonly channel: DisplayChannel | null; readonly news: RemoteNews | null } {
  useObservable(channelChanges);
  const [news, setNews] = useState<RemoteNews | null>(null);
  useEffect(() => {
    const linked = readDisplayChannel(location.hash.slice(1));
    if (linked === null) return;
    keepChannel(LOOKED_AT, linked);
    // The code is a right to look: it does not stay in the address.
    history.replaceState(null, '', location.pathname);
  }, []);
  const channel = keptChannel(LOOKED_AT);
  useEffect(() => {
    setNews(null);
    return channel === null ? undefined : watchRemote(channel, setNews);
  }, [channel]);
  return { channel, news };
}

function Waiting({ channel, news }: { readonly channel: DisplayChannel | null; readonly news: RemoteNews | null }) {
  if (channel === null) return <Unpaired />;
  const [title, text] =
    news?.kind === 'away'
      ? [t('printing.displayAway'), t('printing.displayAwayText')]
      : [t('printing.displayUnreachable'), t('printing.displayUnreachableText')];
  return (
    <>
      <Middle title={title} text={text} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <LanguageSelect />
        <Button onClick={() => keepChannel(LOOKED_AT, null)}>{t('printing.displayForget')}</Button>
      </div>
    </>
  );
}

/** A till in another window of this device is heard by itself; one on another device says its code. */
function Unpaired() {
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const connect = (event: FormEvent) => {
    event.preventDefault();
    const channel = readDisplayChannel(text);
    setWrong(channel === null);
    if (channel !== null) keepChannel(LOOKED_AT, channel);
  };
  return (
    <>
      <Middle title={t('printing.displayAlone')} text={t('printing.displayAloneText')} />
      <form noValidate onSubmit={connect} className="comfortable mx-auto flex w-full max-w-md flex-col gap-3">
        <Field
          label={t('printing.displayCode')}
          hint={t('printing.displayCodeHint')}
          error={isWrong ? t('printing.displayCodeWrong') : undefined}
        >
          <TextInput
            dir="ltr"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <div className="flex items-center justify-between gap-3">
          <LanguageSelect />
          <Button type="submit" size="lg" variant="primary">
            {t('printing.displayConnect')}
          </Button>
        </div>
      </form>
    </>
  );
}

function Middle({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div role="status" className="m-auto flex flex-col items-center gap-4 text-center">
      <ShoppingBasket aria-hidden className="size-24 text-ink-3" strokeWidth={1} />
      <p className="text-[max(40px,7vmin)] font-bold leading-tight tracking-tight">{title}</p>
      {text === '' ? null : <p className="text-[28px] leading-snug text-ink-2">{text}</p>}
    </div>
  );
}

function Cart({ state }: { readonly state: Extract<DisplayState, { readonly kind: 'cart' }> }) {
  const end = useRef<HTMLLIElement>(null);
  const count = state.lines.length;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <>
      <ul
        aria-label={t('printing.displayGoods')}
        className="min-h-0 flex-1 overflow-hidden py-4 text-[max(28px,3.6vmin)] leading-snug"
      >
        {state.lines.map((line, index) => (
          <li
            key={line.id}
            ref={index === count - 1 ? end : null}
            className="flex items-baseline gap-[2vmin] border-b border-line py-2"
          >
            <span className="num min-w-[3ch] text-ink-2">{line.quantity}</span>
            <bdi className="min-w-0 flex-1 break-words font-medium">{line.name}</bdi>
            <bdi dir="ltr" className="num flex-none">
              {line.amount}
            </bdi>
          </li>
        ))}
      </ul>
      <Total label={t('printing.displayTotal')} amount={state.total} />
    </>
  );
}

function Due({ state }: { readonly state: Extract<DisplayState, { readonly kind: 'due' }> }) {
  return (
    <div className="m-auto flex w-full flex-col gap-6">
      <Row label={t('printing.displayTotal')} amount={state.total} />
      {state.paid === '' ? null : <Row label={t('printing.displayPaid')} amount={state.paid} />}
      <Total label={t('printing.displayDue')} amount={state.left} />
    </div>
  );
}

function Thanks({ state }: { readonly state: Extract<DisplayState, { readonly kind: 'thanks' }> }) {
  return (
    <div className="m-auto flex w-full flex-col items-center gap-6 text-center">
      <p className="text-[max(40px,7vmin)] font-bold leading-tight tracking-tight">{t('printing.displayThanks')}</p>
      <Total label={t('printing.displayChange')} amount={state.change} />
      {state.link === undefined ? null : (
        <div className="w-[min(46vmin,20rem)] rounded-control bg-white p-2 text-black">
          <QrPicture text={state.link} caption={t('printing.displayReceipt')} />
        </div>
      )}
    </div>
  );
}

function Row({ label, amount }: { readonly label: string; readonly amount: string }) {
  return (
    <p className="flex items-baseline justify-between gap-4 text-[max(28px,4vmin)] leading-snug text-ink-2">
      <span>{label}</span>
      <bdi dir="ltr" className="num">
        {amount}
      </bdi>
    </p>
  );
}

/** 96 px at least where there is room for it; a narrow window shows all of the figure rather than a part of it larger. */
function Total({ label, amount }: { readonly label: string; readonly amount: string }) {
  return (
    <p
      role="status"
      className="flex w-full flex-wrap items-baseline justify-between gap-x-4 border-t-2 border-ink pt-3"
    >
      <span className="text-[max(28px,4vmin)] leading-snug font-medium">{label}</span>
      <bdi
        dir="ltr"
        className="num ms-auto text-[clamp(40px,13vw,96px)] font-bold leading-tight tracking-tight sm:text-[max(96px,10vmin)]"
      >
        {amount}
      </bdi>
    </p>
  );
}
