import { Column, Entity } from 'typeorm'
import { Fen, Int } from '../../kernel/db/columns'

/** Yearly sums as the national system has them: they live beside our own and never overwrite approved entries. */
@Entity()
export class NationalFigure {
  @Column({ type: 'char', length: 26, primary: true, charset: 'ascii', collation: 'ascii_bin' }) householdId: string
  @Column({ type: 'int', primary: true }) year: number
  @Fen() wageFen: number
  @Fen() businessFen: number
  @Fen() propertyFen: number
  @Fen() dividendFen: number
  @Fen() otherPropertyFen: number
  @Fen() transferFen: number
  @Fen() familyPlanningFen: number
  @Fen() minimumLivingFen: number
  @Fen() destituteSupportFen: number
  @Fen() pensionFen: number
  @Fen() ecologyFen: number
  @Fen() otherTransferFen: number
  @Fen() expenseFen: number
  @Fen() grossFen: number
  @Fen() netFen: number
  @Fen(true) perCapitaFen: number | null
  @Int() members: number
}
