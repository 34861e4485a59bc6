import { InjectRepository } from '@nestjs/typeorm'
import { DataSource } from 'typeorm'
import { inner } from '../b/b.service'
import { mintActor } from '../../kernel/auth/mint'
import { everywhere } from '../../kernel/db/everywhere'
import { nothing } from './not-there'

export const cadre = [InjectRepository, DataSource, inner, mintActor, everywhere, nothing].join()
