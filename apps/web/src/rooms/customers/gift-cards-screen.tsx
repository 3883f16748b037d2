import type { GiftCard } from '@mosaajii/contract/purses';
import { minor, toDecimalString } from '@mosaajii/domain/money';
import { Gift, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Answer, MorePages } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { changedFields, fieldsOf, ListFrame, ListTable, type TableColumn } from '../../platform/lists/index.ts';
import { Link } from '../../platform/router/index.ts';
import {
  Amount,
  Button,
  Chip,
  Drawer,
  EmptyState,
  linkLook,
  PageHeader,
  rowLinkLook,
  SearchField,
  Select,
} from '../../platform/ui/index.ts';
import { BlockDialog } from './block-dialog.tsx';
import { EntryList } from './entry-list.tsx';
import { Guarded } from './guarded.tsx';
import { giftCardsPath, useGiftCards, useMay, useMoney } from './use-customers.ts';

/** All gift cards: what is on each, what the shop owes for all of them, and the ledger of one. */
export function GiftCardsScreen() {
  return (
    <Guarded title={t('customers.giftCards')} permission="gift-cards.read">
      <GiftCards />
    </Guarded>
  );
}

const EVERY = { query: '', state: 'all' };
const STATES = ['all', 'open', 'empty', 'blocked'];

function GiftCards() {
  const [fields, setFields] = useState(EVERY);
  const { query, state } = fields;
  const [open, setOpen] = useState<string | null>(null);
  const path = giftCardsPath(query, state);
  const list = useGiftCards(path);
  const columns = useCardColumns(setOpen);
  const money = useMoney();
  const cards = list.data?.items ?? [];
  const card = cards.find((one) => one.cardId === open);
  const owed = list.data?.first?.owedMinor;
  return (
    <>
      <PageHeader
        title={t('customers.giftCards')}
        meta={
          owed === undefined || money === null ? (
            ''
          ) : (
            <>
              {t('customers.giftCardsOwed')}{' '}
              <Amount value={minor(owed)} currency={money.currency} locale={money.locale} className="font-semibold" />
            </>
          )
        }
      />
      <ListFrame
        list="gift-cards"
        columns={columns}
        search={changedFields(fields, EVERY)}
        onSearch={(search) => setFields(fieldsOf(search, EVERY, { state: STATES }))}
        file={{ path, name: t('customers.giftCards') }}
        filters={
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <SearchField
              label={t('customers.giftCardsSearch')}
              clearLabel={t('customers.clearSearch')}
              query={query}
              onSearch={(query) => setFields({ ...fields, query })}
              takesScans
            />
            <Select
              aria-label={t('customers.cardState')}
              className="w-auto!"
              value={state}
              onChange={(event) => setFields({ ...fields, state: event.target.value })}
            >
              <option value="all">{t('customers.stateAll')}</option>
              <option value="open">{t('customers.cardOpen')}</option>
              <option value="empty">{t('customers.cardEmpty')}</option>
              <option value="blocked">{t('customers.cardBlocked')}</option>
            </Select>
          </div>
        }
      >
        <Answer query={list}>
          {({ items }) =>
            items.length > 0 ? (
              <ListTable
                label={t('customers.giftCardsTable')}
                columns={columns}
                rows={items}
                idOf={({ cardId }) => cardId}
              />
            ) : query !== '' || state !== 'all' ? (
              <EmptyState icon={SearchX} title={t('customers.noGiftCardsFound')} />
            ) : (
              <EmptyState
                icon={Gift}
                title={t('customers.noGiftCards')}
                actions={
                  <Link to="/till" className={linkLook}>
                    {t('ui.toTill')}
                  </Link>
                }
              >
                {t('customers.noGiftCardsText')}
              </EmptyState>
            )
          }
        </Answer>
        <MorePages pages={list} />
      </ListFrame>
      {card === undefined ? null : <CardDrawer card={card} onClose={() => setOpen(null)} />}
    </>
  );
}

function useCardColumns(onOpen: (cardId: string) => void): readonly TableColumn<GiftCard>[] {
  const money = useMoney();
  return [
    {
      name: 'card',
      label: t('customers.card'),
      isFixed: true,
      text: ({ hint }) => hint,
      cell: ({ cardId, hint }) => (
        <button type="button" className={`code ${rowLinkLook}`} onClick={() => onOpen(cardId)}>
          •••• {hint}
        </button>
      ),
    },
    {
      name: 'state',
      label: t('customers.cardState'),
      text: (card) => t(STATE_WORDS[stateOf(card)]),
      cell: (card) => <CardState card={card} />,
    },
    {
      name: 'expires',
      label: t('customers.expires'),
      from: 'md',
      className: 'num text-ink-2',
      text: ({ expiresOn }) => expiresOn ?? '',
      cell: ({ expiresOn }) => expiresOn ?? t('customers.neverExpires'),
    },
    {
      name: 'balance',
      label: t('customers.balance'),
      isFigure: true,
      text: ({ balanceMinor }) => (money === null ? '' : toDecimalString(minor(balanceMinor), money.currency)),
      cell: ({ balanceMinor }) =>
        money === null ? null : <Amount value={minor(balanceMinor)} currency={money.currency} locale={money.locale} />,
    },
  ];
}

const STATE_WORDS = {
  blocked: 'customers.cardBlocked',
  empty: 'customers.cardEmpty',
  open: 'customers.cardOpen',
} as const;

function stateOf({ isBlocked, balanceMinor }: GiftCard): keyof typeof STATE_WORDS {
  if (isBlocked) return 'blocked';
  return balanceMinor === 0 ? 'empty' : 'open';
}

const STATE_TONES = { blocked: 'danger', empty: 'neutral', open: 'success' } as const;

function CardState({ card }: { readonly card: GiftCard }) {
  const state = stateOf(card);
  return (
    <Chip tone={STATE_TONES[state]} size="sm">
      {t(STATE_WORDS[state])}
    </Chip>
  );
}

function CardDrawer({ card, onClose }: { readonly card: GiftCard; readonly onClose: () => void }) {
  const money = useMoney();
  const canBlock = useMay('gift-cards.write');
  const [isAsking, setAsking] = useState(false);
  return (
    <Drawer title={`${t('customers.card')} •••• ${card.hint}`} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <dl className="grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          <dt className="text-ink-3">{t('customers.balance')}</dt>
          <dd>
            {money === null ? null : (
              <Amount value={minor(card.balanceMinor)} currency={money.currency} locale={money.locale} />
            )}
          </dd>
          <dt className="text-ink-3">{t('customers.held')}</dt>
          <dd>
            {money === null ? null : (
              <Amount value={minor(card.heldMinor)} currency={money.currency} locale={money.locale} />
            )}
          </dd>
          <dt className="text-ink-3">{t('customers.expires')}</dt>
          <dd className="num">{card.expiresOn ?? t('customers.neverExpires')}</dd>
        </dl>
        <EntryList path={`/gift-cards/${card.cardId}/entries`} title={t('customers.ledger')} />
        {canBlock ? (
          <Button
            variant={card.isBlocked ? 'primary' : 'danger'}
            className="self-start"
            onClick={() => setAsking(true)}
          >
            {t(card.isBlocked ? 'customers.unblock' : 'customers.block')}
          </Button>
        ) : null}
        {isAsking ? <BlockDialog card={card} onClose={() => setAsking(false)} /> : null}
      </div>
    </Drawer>
  );
}
