export type { StandInMessage, StandInRequest, StandInTool } from './request.ts';
export { startStandInModel, type StandInModel, type StandInOptions } from './stand-in.ts';
export type { AnswerTurn, ErrorTurn, StandInScript, StandInTurn } from './turn.ts';
