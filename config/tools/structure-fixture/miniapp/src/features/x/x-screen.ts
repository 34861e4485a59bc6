import Taro from '@tarojs/taro'
import { Button } from '@nutui/nutui-react-taro'
import { OpenA } from '../../../../shared/contract/a.requests'
import { cadre } from '../../../../server/src/features/a/a.service'

export const screen = [Taro, Button, OpenA, cadre]
