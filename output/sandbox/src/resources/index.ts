// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
export * from './alerts.js';
export * from './documents.js';
export * from './fuel-cards.js';
export * from './fuel-transactions.js';
export * from './geocoding.js';
export * from './geofences.js';
export * from './geolocation.js';
export * from './health.js';
export * from './mileage.js';
export * from './persons.js';
export * from './vehicle-assignments.js';
export * from './vehicles.js';
