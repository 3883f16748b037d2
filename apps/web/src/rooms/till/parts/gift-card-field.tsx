import { minor } from '@mosaajii/domain/money';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Amount, Field, TextInput } from '../../../platform/ui/index.ts';
import { giftCardOf } from '../gift-card-code.ts';
import { useTill, useTillState } from '../till-context.tsx';

/** The card that is to pay: typed or scanned. Its balance is asked for; without the server it is not known. */
export function GiftCardField() {
  const { carts, ports } = useTill();
  const card = useTillState((state) => state.giftCard);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const read = async () => {
    if (text.trim() === '') return carts.store.setState({ giftCard: null });
    const found = await giftCardOf(ports, text);
    setWrong(found === null);
    // The field is left on the way to the tender: what was heard of this card stays until something newer is heard.
    const heard = carts.store.getState().giftCard;
    const spendableMinor = found !== null && heard?.cardId === found.cardId ? heard.spendableMinor : null;
    carts.store.setState({ giftCard: found === null ? null : { ...found, spendableMinor } });
    if (found === null) return;
    const balance = await ports.value.balance(found.cardId);
    if (balance.ok && carts.store.getState().giftCard?.cardId === found.cardId) {
      carts.store.setState({ giftCard: { ...found, spendableMinor: balance.value.spendableMinor } });
    }
  };
  return (
    <Field
      label={t('layers.giftCardCode')}
      error={isWrong ? t('layers.giftCardWrong') : undefined}
      hint={card === null ? undefined : <Balance hint={card.hint} spendableMinor={card.spendableMinor} />}
    >
      <TextInput
        data-scan="here"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void read()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.stopPropagation();
          void read();
        }}
        maxLength={40}
        autoComplete="off"
        dir="ltr"
      />
    </Field>
  );
}

function Balance({ hint, spendableMinor }: { readonly hint: string; readonly spendableMinor: number | null }) {
  const { shop } = useTill().ports;
  return (
    <>
      {t('layers.giftCardIs', { hint })}{' '}
      {spendableMinor === null ? (
        t('layers.giftCardUnheard')
      ) : (
        <Amount value={minor(spendableMinor)} currency={shop.rules.currency} locale={shop.locale} />
      )}
    </>
  );
}
