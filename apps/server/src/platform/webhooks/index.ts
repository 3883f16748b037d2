export type { Checkout, GatewayPayment, PaymentGateway } from './gateway.ts';
export { type HttpGatewaySettings, httpGateway } from './http-gateway.ts';
export { type SignedDelivery, signDelivery, verifyDelivery, type WebhookSecret } from './signature.ts';
