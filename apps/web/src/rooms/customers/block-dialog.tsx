import type { GiftCard } from '@mosaajii/contract/purses';
import { useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, ReasonChoice, TextInput } from '../../platform/ui/index.ts';
import { customersApi, useChange } from './use-customers.ts';

const BLOCKED_FOR = ['customers.blockLost', 'customers.blockStolen', 'customers.blockSuspect'] as const;
const FREED_FOR = ['customers.unblockFound', 'customers.unblockMistake'] as const;

/** Why a card is blocked, or may be used again: nothing is done without a reason, which the audit trail keeps. */
export function BlockDialog({ card, onClose }: { readonly card: GiftCard; readonly onClose: () => void }) {
  const change = useChange();
  const [reason, setReason] = useState('');
  const [isPending, setPending] = useState(false);
  const { isBlocked, hint } = card;
  const act = async () => {
    setPending(true);
    const done = t(isBlocked ? 'customers.unblockDone' : 'customers.blockDone');
    const changed = await change(customersApi.block(card.cardId, !isBlocked, reason.trim()), done);
    setPending(false);
    if (changed !== null) onClose();
  };
  const verb = t(isBlocked ? 'customers.unblock' : 'customers.block');
  return (
    <Dialog
      title={`${verb}: •••• ${hint}`}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            variant={isBlocked ? 'primary' : 'danger'}
            disabled={reason.trim() === ''}
            isPending={isPending}
            onClick={() => void act()}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">{t(isBlocked ? 'customers.unblockText' : 'customers.blockText')}</p>
        <ReasonChoice
          legend={t('customers.blockWhy')}
          reasons={(isBlocked ? FREED_FOR : BLOCKED_FOR).map((key) => ({ value: t(key), label: t(key) }))}
          chosen={reason}
          onChoose={setReason}
        >
          <TextInput
            className="mt-2"
            aria-label={t('customers.blockWhy')}
            placeholder={t('customers.blockOther')}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </ReasonChoice>
      </div>
    </Dialog>
  );
}
