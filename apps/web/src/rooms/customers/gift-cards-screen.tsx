import type { GiftCard } from '@mosaajii/contract/purses';
import { minor } from '@mosaajii/domain/money';
import { Gift, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Answer, MorePages } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
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
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
import { BlockDialog } from './block-dialog.tsx';
import { EntryList } from './entry-list.tsx';
import { Guarded } from './guarded.tsx';
import { useGiftCards, useMay, useMoney } from './use-customers.ts';

/** All gift cards: what is on each, what the shop owes for all of them, and the ledger of one. */
export function GiftCardsScreen() {
  return (
    <Guarded title={t('customers.giftCards')} permission="gift-cards.read">
      <GiftCards />
    </Guarded>
  );
}

function GiftCards() {
  const [query, setQuery] = useState('');
  const [state, setState] = useState('all');
  const [open, setOpen] = useState<string | null>(null);
  const list = useGiftCards(query, state);
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
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label={t('customers.giftCardsSearch')}
          clearLabel={t('customers.clearSearch')}
          query={query}
          onSearch={setQuery}
          takesScans
        />
        <Select
          aria-label={t('customers.cardState')}
          className="w-auto!"
          value={state}
          onChange={(event) => setState(event.target.value)}
        >
          <option value="all">{t('customers.stateAll')}</option>
          <option value="open">{t('customers.cardOpen')}</option>
          <option value="empty">{t('customers.cardEmpty')}</option>
          <option value="blocked">{t('customers.cardBlocked')}</option>
        </Select>
      </div>
      <Answer query={list}>
        {({ items }) =>
          items.length > 0 ? (
            <CardTable items={items} onOpen={setOpen} />
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
      {card === undefined ? null : <CardDrawer card={card} onClose={() => setOpen(null)} />}
    </>
  );
}

interface TableProps {
  readonly items: readonly GiftCard[];
  readonly onOpen: (cardId: string) => void;
}

function CardTable({ items, onOpen }: TableProps) {
  const money = useMoney();
  return (
    <Table label={t('customers.giftCardsTable')}>
      <TableHead>
        <TableHeader>{t('customers.card')}</TableHeader>
        <TableHeader>{t('customers.cardState')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('customers.expires')}</TableHeader>
        <TableHeader isFigure>{t('customers.balance')}</TableHeader>
      </TableHead>
      <tbody>
        {items.map((card) => (
          <TableRow key={card.cardId}>
            <TableCell>
              <button type="button" className={`code ${rowLinkLook}`} onClick={() => onOpen(card.cardId)}>
                •••• {card.hint}
              </button>
            </TableCell>
            <TableCell>
              <CardState card={card} />
            </TableCell>
            <TableCell className="num text-ink-2 max-md:hidden">
              {card.expiresOn ?? t('customers.neverExpires')}
            </TableCell>
            <TableCell isFigure>
              {money === null ? null : (
                <Amount value={minor(card.balanceMinor)} currency={money.currency} locale={money.locale} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function CardState({ card }: { readonly card: GiftCard }) {
  if (card.isBlocked)
    return (
      <Chip tone="danger" size="sm">
        {t('customers.cardBlocked')}
      </Chip>
    );
  return card.balanceMinor === 0 ? (
    <Chip size="sm">{t('customers.cardEmpty')}</Chip>
  ) : (
    <Chip tone="success" size="sm">
      {t('customers.cardOpen')}
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
