export type { GatewayPayment, PaymentGateway } from './gateway.ts';
export { type SignedDelivery, signDelivery, verifyDelivery, type WebhookSecret } from './signature.ts';
