// Nest on Fastify with one route and the floor's lookup: what the framework alone costs, without session, scope, validation, record or log.
import 'reflect-metadata'
import { Controller, Get, Module, Param, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyReply } from 'fastify'
import mysql from 'mysql2'
import { connectionOf } from '../src/kernel/db'
import { tellParent } from './children'

const pool = mysql.createPool({ ...connectionOf(process.env.DATABASE_OWNER_URL ?? ''), connectionLimit: 10 } as mysql.PoolOptions)
const SQL = 'SELECT body FROM floor_card WHERE household_id = ? AND sight = ?'

@Controller('cards')
class BareController {
  @Get(':id')
  async card(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const rows = await new Promise<mysql.RowDataPacket[]>((resolve, reject) => {
      pool.execute<mysql.RowDataPacket[]>(SQL, [id, 'office'], (error, found) => { if (error) reject(error); else resolve(found) })
    })
    void reply.code(200).header('content-type', 'application/json; charset=utf-8').header('content-encoding', 'gzip').send(rows[0].body)
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false })
  await app.listen(0, '127.0.0.1')
  const { port } = app.getHttpServer().address() as { port: number }
  tellParent(`http://127.0.0.1:${port}`, async () => { await app.close(); pool.end() })
}

void main()
